/**
 * A name as names are compared: case, spaces and the form in which Unicode writes a letter do not matter, nor which of
 * two vowels bears the tone mark (`hoà`, `hòa`). Everything else does: `Hoa` is not `Hòa`, `Dũng` not `Đũng`.
 */
export function normaliseName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(lookalikesOfDStroke, 'đ')
    .replaceAll(apostrophes, "'")
    .trim()
    .split(/\s+/)
    .map(moveToneToEnd)
    .join(' ');
}

/** Grave, acute, tilde, hook above and dot below: the five marks of the six tones. */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** A syllable has one tone, so where its mark stands says nothing. */
function moveToneToEnd(syllable: string): string {
  return syllable.replaceAll(tones, '') + (syllable.match(tones) ?? []).join('');
}

/** Eth and African D, which fonts and old encodings put in the place of the Vietnamese letter. */
const lookalikesOfDStroke = /[\u00f0\u0256]/g;

const apostrophes = /[\u2018\u2019\u02bc`´]/g;
