/**
 * The text that is signed of an HTTP message.
 * @param components  names of fields in lower case, or derived ones such as `@method`, with their values
 * @param parameters  the parameters of the signature as they stand in `Signature-Input`, the list of components included
 * @see RFC 9421, section 2.5
 */
export function writeSignatureBase(
  components: readonly (readonly [name: string, value: string])[],
  parameters: string,
): string {
  return `${components.map(([name, value]) => `"${name}": ${value}\n`).join('')}"@signature-params": ${parameters}`;
}
