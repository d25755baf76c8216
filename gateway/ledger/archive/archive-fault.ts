/** A day that cannot be archived as it is, or cannot be read from its file. The message says why. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault';
}
