import { type CitizenGraphClient, CitizenGraphError } from './citizen-graph-client.ts';
import { householdHealthInsurance } from './operations.ts';

/** What a portal writes into the form for the renewal of a household's health insurance. */
export interface HealthInsuranceForm {
  readonly applicant: string | null;
  readonly cardNumber: string | null;
  readonly members: readonly {
    readonly name: string | null;
    readonly relation: string;
    readonly percentageOfPremium: number | null;
  }[];
  /** What the citizen has to fill in by hand, since it could not be fetched. */
  readonly toBeFilledIn: readonly string[];
}

/**
 * Fetches the values of one form: one hash, one variable.
 * @param dossier  the portal's own number of the dossier
 * @throws CitizenGraphError when nothing can be told of the citizen
 */
export async function prefillForm(client: CitizenGraphClient, dossier: string): Promise<HealthInsuranceForm> {
  const { data, missing } = await client.run(householdHealthInsurance, { dossier });
  const { me } = data;
  if (!me) throw new CitizenGraphError(missing[0]?.code ?? 'INVALID', missing[0]?.message ?? 'Nobody is signed in.');
  return {
    applicant: me.fullName,
    cardNumber: me.healthInsuranceCard?.number ?? null,
    members: (me.household?.members ?? []).map(({ citizen, relationToHead }) => ({
      name: citizen.fullName,
      relation: relationToHead,
      percentageOfPremium: citizen.healthInsuranceCard?.householdPremium?.percentage ?? null,
    })),
    toBeFilledIn: missing.map(({ path }) => path),
  };
}
