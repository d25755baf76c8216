import { buildASTSchema, type GraphQLSchema, isObjectType, parse, printSchema, visit } from 'graphql';
import { localSubgraph } from '../../../../gateway/citizen/local-subgraph.ts';
import { createPlanner } from '../../../../gateway/plan/query-planner.ts';
import { readMarks } from '../../../../schema/marks/read-marks.ts';
import { readPurposes } from '../../../../schema/purposes/read-purposes.ts';
import { openTestPostgres, type TestPostgres } from '../../../support/postgres.ts';
import { makeGatewayDatabase } from '../../support/gateway-database.ts';
import { startGateway } from '../../support/start-gateway.ts';
import { createConsents } from './consents.ts';
import type { World } from './world.ts';
import { whenFollowed, writeConsents } from './write-consents.ts';

/** What a world is made of. */
export interface WorldParts extends Pick<World, 'madeFrom' | 'population' | 'resolveRoot' | 'takeAsked'> {
  readonly supergraphSdl: string;
  readonly purposesDirectory: string;
  /** `GATEWAY_…` variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the gateway's database is made, too; one of the world's own where it is left out. */
  readonly postgres?: TestPostgres;
  /** Stops the ministries. */
  readonly stop: () => Promise<void>;
}

/** Puts a gateway before ministries, with consents by chance of everybody in its database. */
export async function openWorld(parts: WorldParts): Promise<World> {
  const { supergraphSdl, purposesDirectory, population, environment, stop, ...rest } = parts;
  const now = new Date();
  const postgres = parts.postgres ?? (await openTestPostgres());
  const databaseUrl = await makeGatewayDatabase(postgres);
  const { apiSchema } = createPlanner(supergraphSdl);
  const marks = readMarks(supergraphSdl);
  const { catalogue, authorities } = readPurposes(purposesDirectory);
  const consents = createConsents({ population, purposes: catalogue, marks, now });
  const ownerUrl = postgres.urlOf('gateway', 'gateway_migrator');
  await writeConsents(ownerUrl, consents);
  const gateway = await startGateway(supergraphSdl, {
    GATEWAY_PURPOSES: purposesDirectory,
    GATEWAY_DATABASE_URL: databaseUrl,
    GATEWAY_REGISTERED_ONLY_ROLES: '',
    GATEWAY_IDENTITY_DELAY_MS: '1',
    GATEWAY_LOG_LEVEL: 'debug',
    ...environment,
  });

  return {
    ...rest,
    apiSchema,
    ministries: withoutOwnFields(apiSchema),
    marks,
    purposes: catalogue,
    authorities,
    consents,
    async setConsent(consent) {
      const index = consents.findIndex(({ id }) => id === consent.id);
      consents.splice(index < 0 ? consents.length : index, 1, consent);
      await writeConsents(ownerUrl, [consent]);
      await whenFollowed(ownerUrl);
    },
    now,
    population,
    post: (body, authorization) => gateway.post(JSON.stringify(body), { authorization }),
    token: (claims) => gateway.issuer.token(claims),
    log: gateway.log,
    async close() {
      await gateway.close();
      await stop();
      await postgres.close();
    },
  };
}

/** What is left of a graph without the gateway's own fields. */
function withoutOwnFields(apiSchema: GraphQLSchema): GraphQLSchema {
  const isOwn = (typeName: string, field: string): boolean => {
    const type = localSubgraph.schema.getType(typeName);
    return isObjectType(type) && field in type.getFields() && field !== 'personalId';
  };
  const document = visit(parse(printSchema(apiSchema)), {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: type.fields?.filter(({ name }) => !isOwn(type.name.value, name.value)) ?? [],
    }),
  });
  return buildASTSchema(document, { assumeValid: true });
}
