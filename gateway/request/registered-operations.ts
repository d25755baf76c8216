import { describeFault, type Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { openWatchedFolder } from '../watch-folder.ts';
import { type OperationManifest, readOperationManifest } from './operation-manifest.ts';

/** Which operations clients have agreed on with whoever runs the gateway. */
export interface RegisteredOperations {
  /** @returns the document; undefined where none of that hash is registered for that client */
  find(client: string, hash: string): string | undefined;
  close(): void;
}

/**
 * Opens the folder of manifests, one for each client: `<client id>.json`. New manifests are used as soon as all of them
 * can be read.
 * @param directory  undefined: nobody has registered anything
 * @throws OperatorError when the first manifests cannot be read
 */
export async function openRegisteredOperations(directory: string | undefined, log: Log): Promise<RegisteredOperations> {
  if (directory === undefined) return { find: () => undefined, close: () => {} };
  const folder = await openWatchedFolder({
    path: directory,
    suffix,
    prepare: readManifests,
    onReload: () => log.info('using new registered operations'),
    onRefusal: (error) => {
      const problem = error instanceof OperatorError ? error.message : describeFault(error);
      log.error({ problem }, 'refused new registered operations, those before are kept');
    },
  });
  return {
    find: (client, hash) => folder.current.get(client)?.get(hash),
    close: folder.close,
  };
}

const suffix = '.json';

/** By client ID. A client ID is never made into a path, so it can lead nowhere else. */
function readManifests(texts: ReadonlyMap<string, string>): ReadonlyMap<string, OperationManifest> {
  return new Map([...texts].map(([name, text]) => [name.slice(0, -suffix.length), readNamed(name, text)]));
}

function readNamed(name: string, text: string): OperationManifest {
  try {
    return readOperationManifest(text);
  } catch (cause) {
    if (!(cause instanceof OperatorError)) throw cause;
    throw new OperatorError(`${name}: ${cause.message}`, { cause });
  }
}
