import type { Label } from '../../schema/purposes/purpose.ts';

/**
 * What a field is called before people: the first sentence of its description, and the Vietnamese term at its end.
 * @param description  as rule `described` wants it: `Full name at birth. (Họ, chữ đệm và tên khai sinh.)`
 * @param coordinate   stands where the description is of another form
 */
export function readFieldLabel(description: string | null | undefined, coordinate: string): Label {
  const [, english, vietnamese] = form.exec(description?.trim() ?? '') ?? [];
  return {
    en: english === undefined ? coordinate : (sentence.exec(english)?.[1] ?? english).replaceAll(/\s+/g, ' '),
    vi: vietnamese === undefined ? coordinate : vietnamese.replaceAll(/\s+/g, ' '),
  };
}

const form = /^(.*\S)\s*\(([^(]*\p{L}[^)]*?)\.?\)\.?$/su;

/** Up to what ends it, or explains it: `The full name: surname, middle name, given name.` is about the full name. */
const sentence = /^(.*?)[.;:](?:\s|$)/s;
