import type { LegalBasis, LegalDocument, Openings, Purpose, PurposeKind } from './purpose.ts';
import type { Purposes } from './read-purposes.ts';

/** `docs/purposes.md`: every purpose of the catalogue with who may state it, by which law, for which fields. */
export function printPurposesReference({ catalogue, authorities }: Purposes): string {
  const purposes = [...catalogue.values()];
  const parts = ['# Purposes', introduction, printOverview(purposes)];
  for (const [kind, title] of Object.entries(kindTitles) as [PurposeKind, string][]) {
    const members = purposes.filter((purpose) => purpose.kind === kind);
    const [first] = members;
    if (first) parts.push(`## ${title}`, printGrounds(first.grounds), ...members.map(printPurpose));
  }
  parts.push('## Restricted data', printAuthorities(authorities), '## Legal documents', ...printDocuments(purposes));
  return `${parts.join('\n\n')}\n`;
}

const introduction = `What citizens' data may be asked for. A caller states a purpose by its code; the fields that it opens
are the most that the caller can get. *By law* is open without being asked for, *by consent* only while the citizen
consents. A name with two lower-case parts, such as \`health.vaccination\`, is a scope: all fields with that mark.
*Others* are relatives, members of the household and dependants who come up in an answer.

Who has to review a change: one purpose is one file of \`schema/purposes/catalogue/\`. Which fields a form needs is a
proposal made from public descriptions of the procedures; the official forms decide. What is known from memory alone,
or proposed by us, is listed as *to be checked*.`;

const kindTitles: Readonly<Record<PurposeKind, string>> = {
  procedure: 'Administrative procedures',
  verification: 'Verification',
  'consented-service': 'Services by consent',
  'own-view': 'One’s own view',
  statistics: 'Statistics',
  emergency: 'Emergency',
};

function printOverview(purposes: readonly Purpose[]): string {
  return printTable(
    ['Code', 'Vietnamese title', 'Who'],
    purposes.map(({ code, title, recipients }) => [`[\`${code}\`](#${code})`, title.vi, printRecipients(recipients)]),
  );
}

function printPurpose(purpose: Purpose): string {
  const { code, title, basis, byLaw, byConsent, consentCeiling: ceiling, compares, alsoNeeds, unverified } = purpose;
  const consent = ceiling
    ? `By consent, for at most ${ceiling.maxDays} days, given at eID level ${ceiling.eidLevel}`
    : '';
  const lines = [
    `- Basis: ${basis.map(cite).join('; ')}.`,
    `- Who: ${printRecipients(purpose.recipients)}.`,
    ...printOpenings('By law', byLaw),
    ...printOpenings(consent, byConsent),
    ...(compares.length > 0 ? [`- Compared, match or mismatch: ${list(compares)}.`] : []),
    ...(alsoNeeds.length > 0 ? [`- Needed from elsewhere: ${alsoNeeds.join('; ')}.`] : []),
    ...(unverified.length > 0 ? [`- To be checked: ${unverified.join(' ')}`] : []),
  ];
  return [`### ${code}`, `**${title.vi}.** ${title.en}.`, lines.join('\n')].join('\n\n');
}

function printOpenings(how: string, { subject, relatives }: Openings): string[] {
  return [
    ...(subject.length > 0 ? [`- ${how}: ${list(subject)}.`] : []),
    ...(relatives.length > 0 ? [`- ${how}, of others: ${list(relatives)}.`] : []),
  ];
}

function list(selectors: readonly string[]): string {
  return selectors.map((selector) => (selector === '*' ? 'all that is not restricted' : `\`${selector}\``)).join(', ');
}

function printRecipients(recipients: Purpose['recipients']): string {
  return recipients
    .map(({ role, agencies, eidLevel }) => {
      const conditions = [...agencies, ...(eidLevel > 0 ? [`eID level ${eidLevel}`] : [])];
      return `${role} (${conditions.join(', ')})`;
    })
    .join(', ');
}

/** The same for all purposes of a kind. */
function printGrounds(grounds: readonly LegalBasis[]): string {
  if (grounds.length === 0) return 'No personal data leaves the ministries.';
  const cited = grounds.map((ground) => `${cite(ground)}, ${printForce(ground.document)}`);
  return `Personal data may be processed under: ${cited.join('; ')}.`;
}

function cite({ document, article }: LegalBasis): string {
  return `[${document.number ?? document.title.vi}](#${document.id})${article ? `, ${article}` : ''}`;
}

function printAuthorities(authorities: Purposes['authorities']): string {
  const rows = [...authorities].map(([scope, agencies]) => [`\`${scope}\``, agencies.join(', ')]);
  return [
    'Open to these agencies at most, whatever a purpose says, and never by consent:',
    printTable(['Scope', 'Agencies'], rows),
  ].join('\n\n');
}

function printDocuments(purposes: readonly Purpose[]): string[] {
  const documents = new Map(
    purposes.flatMap(({ basis, grounds }) => [...basis, ...grounds]).map(({ document }) => [document.id, document]),
  );
  return [...documents.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((document) => {
      const { id, title, number, source } = document;
      const name = `**${title.vi}${number ? `, ${number}` : ''}.** ${title.en}.`;
      return [`### ${id}`, name, `In force: ${printForce(document)}. As told by ${source}.`].join('\n\n');
    });
}

function printForce({ from, until }: LegalDocument): string {
  if (!from) return 'day not known to us';
  return until ? `from ${from} to ${until}` : `from ${from}`;
}

function printTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
