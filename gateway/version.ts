import { createExplain, type Explain } from './disclosure/explain.ts';
import { createPublicMasks } from './disclosure/masks.ts';
import type { Rules } from './disclosure/purpose-disclosure.ts';
import { type ServedPurposes, servePurposes } from './disclosure/served-purposes.ts';
import { Verdicts } from './disclosure/verdicts.ts';
import { createFindDependant, type FindDependant } from './identity/find-dependant.ts';
import { createFindIdentity, type FindIdentity } from './identity/find-identity.ts';
import { createFindLegacyIdHolders, type FindLegacyIdHolders } from './identity/find-legacy-id-holders.ts';
import { createFindRecordedItems, type FindRecordedItems } from './identity/find-recorded-items.ts';
import { createFindStandings, type FindStandings } from './identity/find-standings.ts';
import type { Edition } from './ledger/edition.ts';
import { openEditions } from './ledger/open-editions.ts';
import { createPolicyMasks, type PolicyMasks } from './policy/find-masks.ts';
import type { WhatIf } from './policy/what-if/open-what-if.ts';
import { type Admit, createAdmit } from './request/admit.ts';
import type { Services } from './services.ts';
import { createStatistics, type Statistics } from './statistics/statistics.ts';
import { loadSupergraph } from './supergraph/load-supergraph.ts';
import type { Supergraph } from './supergraph/supergraph.ts';

/** What a request needs of one version of the graph. It keeps them to its end, whatever is loaded meanwhile. */
export interface Version {
  readonly supergraph: Supergraph;
  readonly purposes: ServedPurposes;
  readonly statistics: Statistics;
  readonly admit: Admit;
  readonly findIdentity: FindIdentity | undefined;
  readonly findDependant: FindDependant | undefined;
  readonly findLegacyIdHolders: FindLegacyIdHolders | undefined;
  readonly findRecordedItems: FindRecordedItems | undefined;
  readonly findStandings: FindStandings;
  /** Undefined where the supergraph has no marks. */
  readonly rules: (Rules & PolicyMasks) | undefined;
  /** What records refer to; undefined where the supergraph has no marks. */
  readonly findEdition: (() => Edition) | undefined;
  /** Undefined where the supergraph has no marks. */
  readonly explain: Explain | undefined;
  readonly whatIf: WhatIf;
}

/**
 * Makes a supergraph ready to be served, with all that the version before has planned.
 * @throws OperatorError when it cannot be served
 */
export async function prepareVersion(
  sdl: string,
  before: Version | undefined,
  { config, log, ...services }: Services,
): Promise<Version> {
  const supergraph = await loadSupergraph(sdl, config, services.sources.createSource);
  const { register, apiSchema } = supergraph;
  const { policy, findings, activeConsents } = services;
  const { authorities } = services.purposes;
  const purposes = servePurposes(services.purposes, sdl, log);
  const rules = register && {
    ...createPolicyMasks({ policy, findings, authorities, register, log }),
    publicMasks: createPublicMasks(register),
    verdicts: new Verdicts(register),
  };
  await rules?.warm(purposes.values());
  const findIdentity = createFindIdentity(supergraph);
  if (!findIdentity) log.warn('without the fields of schema/identity.graphql nobody can tell who a citizen is');
  const version: Version = {
    supergraph,
    purposes,
    rules,
    findIdentity,
    findDependant: createFindDependant(supergraph),
    findLegacyIdHolders: createFindLegacyIdHolders(supergraph),
    findRecordedItems: createFindRecordedItems(supergraph),
    findStandings: createFindStandings(supergraph),
    findEdition: openEditions(sdl, register, purposes, policy),
    explain: register && rules && createExplain({ register, rules, consents: activeConsents }),
    whatIf: services.openWhatIf(sdl),
    statistics: createStatistics(supergraph.countingSources, services.spendQuestion),
    admit: createAdmit(apiSchema, config),
  };
  if (before) {
    const warmed = supergraph.plans.warmFrom(before.supergraph.plans);
    log.info({ warmed, before: before.supergraph.plans.statistics }, 'planned the operations in use anew');
  }
  return version;
}
