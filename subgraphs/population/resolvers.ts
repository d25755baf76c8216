import type { CitizenReference, MinistryContext, Resolvers } from '../_kit/ministry.ts';
import type { RowOf } from '../_kit/reads.ts';
import { IdentityCardNumber } from './identity-card-number.ts';
import type { PopulationSource } from './source.ts';

type Context = MinistryContext<PopulationSource>;
type Loaders = Context['loaders'];
type Row<Read extends keyof PopulationSource> = RowOf<PopulationSource[Read]>;

export const resolvers: Resolvers<PopulationSource> = {
  Citizen: {
    __resolveReference: async ({ personalId }: CitizenReference, { loaders }: Context) =>
      (await loaders.citizens.load(personalId)) ?? (await loaders.supersessions.load(personalId)),
    fullName: ownField((row) => row.fullName),
    otherNames: ownField((row) => row.otherNames),
    dateOfBirth: ownField((row) => row.dateOfBirth),
    sex: ownField((row) => row.sex),
    nationalities: ownField((row) => row.nationalities),
    dateOfDeath: ownField((row) => row.dateOfDeath),
    isProtected: ownField((row) => row.isProtected),
    birthPlace: ownField((row) => unit(row.birthPlaceCode, row.birthPlaceName)),
    birthRegistrationPlace: ownField((row) => unit(row.birthRegistrationCode, row.birthRegistrationName)),
    origin: ownField((row) => unit(row.originCode, row.originName)),
    ethnicity: ownField((row) => unit(row.ethnicityCode, row.ethnicityName)),
    religion: ownField((row) => row.religion),
    bloodGroup: ownField((row) => row.bloodGroup),
    maritalStatus: ownField((row) => row.maritalStatus),
    phoneNumber: ownField((row) => row.phoneNumber),
    email: ownField((row) => row.email),

    supersededBy: async ({ personalId }: CitizenReference, _args, { loaders }: Context) => {
      // A number in use, the usual case, is known from the row that is already there.
      if (await loaders.citizens.load(personalId)) return null;
      const supersession = await loaders.supersessions.load(personalId);
      return supersession && { personalId: supersession.supersededBy };
    },
    supersededPersonalIds: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.supersededPersonalIds.load(personalId),
    identityCards: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.identityCards.load(personalId),
    legacyIdNumbers: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.legacyIdNumbers.load(personalId),
    relatives: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.relatives.load(personalId),
    household: async ({ personalId }: CitizenReference, _args, { loaders }: Context) => {
      const membership = await loaders.memberships.load(personalId);
      return membership && loaders.households.load(membership.householdNumber);
    },
    relationToHead: async ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      (await loaders.memberships.load(personalId))?.relationToHead,
    permanentResidence: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      findResidence(loaders, personalId, 'PERMANENT'),
    temporaryResidence: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      findResidence(loaders, personalId, 'TEMPORARY'),
    currentResidence: async ({ personalId }: CitizenReference, _args, { loaders }: Context) => {
      const residences = await loaders.residences.load(personalId);
      const current = residences.filter(({ endedOn }) => endedOn === null);
      return current.find(({ kind }) => kind === 'TEMPORARY') ?? current[0];
    },
    temporaryAbsence: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.temporaryAbsences.load(personalId),
    eidAccount: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.eidAccounts.load(personalId),
  },
  LegacyIdLink: {
    holders: ({ number }: Row<'legacyIdNumbers'>) => ({ number }),
  },
  LegacyIdHolders: {
    __resolveReference: async ({ number }: Row<'legacyIdHolders'>, { loaders }: Context) =>
      (await loaders.legacyIdHolders.load(number)).length > 0 ? { number } : null,
    citizens: ({ number }: Row<'legacyIdHolders'>, _args, { loaders }: Context) => loaders.legacyIdHolders.load(number),
  },
  CitizenRelative: {
    citizen: ({ relativePersonalId }: Row<'relatives'>) => ({ personalId: relativePersonalId }),
  },
  Household: {
    __resolveReference: ({ householdNumber }: Row<'households'>, { loaders }: Context) =>
      loaders.households.load(householdNumber),
    address: (household: Row<'households'>) => household,
    head: async ({ householdNumber }: Row<'households'>, _args, { loaders }: Context) => {
      const members = await loaders.householdMembers.load(householdNumber);
      const [head, secondHead] = members.filter(({ relationToHead }) => relationToHead === 'HEAD');
      return head && !secondHead ? { personalId: head.personalId } : null;
    },
    members: ({ householdNumber }: Row<'households'>, _args, { loaders }: Context) =>
      loaders.householdMembers.load(householdNumber),
  },
  HouseholdMember: {
    citizen: ({ personalId }: Row<'householdMembers'>) => ({ personalId }),
  },
  Residence: {
    address: (residence: Row<'residences'>) => residence,
  },
  PopulationAddress: {
    commune: ({ communeCode, communeName }: Row<'residences'>) => communeCode && unit(communeCode, communeName),
    district: ({ districtCode, districtName }: Row<'residences'>) => unit(districtCode, districtName),
    province: ({ provinceCode, provinceName }: Row<'residences'>) => unit(provinceCode, provinceName),
    provinceSince2025: ({ newProvinceCode, newProvinceName }: Row<'residences'>) =>
      unit(newProvinceCode, newProvinceName),
  },
  TemporaryAbsence: {
    destination: ({ destinationCode, destinationName }: Row<'temporaryAbsences'>) =>
      unit(destinationCode, destinationName),
  },
  IdentityCardNumber,
};

/**
 * A field out of the citizen's own row. The row is the parent itself where the gateway named the citizen; a citizen whom
 * another one leads to is only a number yet. A number that was replaced has no row: null.
 */
function ownField<Value>(pick: (row: Row<'citizens'>) => Value) {
  return (citizen: CitizenReference | Row<'citizens'>, _args: object, { loaders }: Context) =>
    'fullName' in citizen
      ? pick(citizen)
      : loaders.citizens.load(citizen.personalId).then((row) => (row ? pick(row) : null));
}

async function findResidence(loaders: Loaders, personalId: string, kind: Row<'residences'>['kind']) {
  const residences = await loaders.residences.load(personalId);
  return residences.find((residence) => residence.kind === kind);
}

function unit(code: string, name: string | null) {
  return { code, name };
}
