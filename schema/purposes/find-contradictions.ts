import type { Openings, Purpose } from './purpose.ts';

/** What is wrong with a purpose by itself, whatever graph it is held against. */
export function* findContradictions(purpose: Purpose): Iterable<string> {
  const { kind, basis, byLaw, byConsent, consentCeiling, compares } = purpose;
  if (!basis.some(({ document }) => document.from)) {
    yield 'basis: rests on no document whose day of force is known';
  }
  yield* findStrangeRecipients(purpose);

  const opensByLaw = opensAnything(byLaw);
  const opensByConsent = opensAnything(byConsent);
  if (kind === 'statistics' && (opensByLaw || opensByConsent || compares.length > 0)) {
    yield 'kind: statistics open no field about a citizen';
  }
  if (kind === 'consented-service' && opensByLaw) yield 'byLaw: a consented service opens fields by consent alone';
  if (opensByConsent && !consentCeiling) yield 'consentCeiling: is missing, and byConsent opens fields';
  if (!opensByConsent && consentCeiling) yield 'consentCeiling: is of no use, since byConsent opens nothing';

  for (const [name, selectors] of selectorLists(purpose)) {
    const twice = selectors.find((selector, at) => selectors.indexOf(selector) !== at);
    if (twice) yield `${name}: names ${twice} twice`;
    const mayOpenAll = kind === 'own-view' && name === 'byLaw.subject';
    if (selectors.includes('*') && !mayOpenAll) yield `${name}: only an own view may open * to the subject`;
  }
}

/** Each list of selectors under the name that it has in the file. */
export function selectorLists({ byLaw, byConsent, compares }: Purpose): readonly [string, readonly string[]][] {
  return [
    ['byLaw.subject', byLaw.subject],
    ['byLaw.relatives', byLaw.relatives],
    ['byConsent.subject', byConsent.subject],
    ['byConsent.relatives', byConsent.relatives],
    ['compares', compares],
  ];
}

function* findStrangeRecipients({ recipients }: Purpose): Iterable<string> {
  for (const [at, { role, agencies, eidLevel }] of recipients.entries()) {
    const where = `recipients.${at}`;
    if (role === 'citizen' && agencies.length > 0) yield `${where}: a citizen asks for no agency`;
    if (role !== 'citizen' && agencies.length === 0) yield `${where}: needs the kinds of agencies that it is for`;
    if (role !== 'partner' && eidLevel === 0) yield `${where}: only a partner, whose program asks, may have no eID`;
    if (recipients.findIndex((other) => other.role === role) !== at) yield `${where}: names the role ${role} again`;
  }
}

function opensAnything({ subject, relatives }: Openings): boolean {
  return subject.length > 0 || relatives.length > 0;
}
