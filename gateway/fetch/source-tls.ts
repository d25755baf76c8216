import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Config } from '../config.ts';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';

/** PEM texts, for connections to ministries. */
export interface SourceTls {
  /** Shown to ministries that ask for a certificate, with its key. */
  readonly cert?: string;
  readonly key?: string;
  /** What ministries' certificates have to come from. */
  readonly ca?: string;
}

export type SourceTlsConfig = Pick<Config, 'sourceTlsCertPath' | 'sourceTlsKeyPath' | 'sourceTlsCaPath'>;

/** @throws OperatorError when a file cannot be read, or they do not go together */
export async function readSourceTls(config: SourceTlsConfig): Promise<SourceTls> {
  const { sourceTlsCertPath, sourceTlsKeyPath, sourceTlsCaPath } = config;
  if ((sourceTlsCertPath === undefined) !== (sourceTlsKeyPath === undefined)) {
    throw new OperatorError('GATEWAY_SOURCE_TLS_CERT and GATEWAY_SOURCE_TLS_KEY go together. Set both, or neither.');
  }
  const tls = {
    ...(sourceTlsCertPath !== undefined && { cert: await read('GATEWAY_SOURCE_TLS_CERT', sourceTlsCertPath) }),
    ...(sourceTlsKeyPath !== undefined && { key: await read('GATEWAY_SOURCE_TLS_KEY', sourceTlsKeyPath) }),
    ...(sourceTlsCaPath !== undefined && { ca: await read('GATEWAY_SOURCE_TLS_CA', sourceTlsCaPath) }),
  };
  try {
    createSecureContext(tls);
  } catch {
    throw new OperatorError('The files of GATEWAY_SOURCE_TLS_… are not PEM, or the key is not the certificate’s.');
  }
  return tls;
}

async function read(variable: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new OperatorError(`The file of ${variable}, ${path}, cannot be read (${errorCode(cause)}).`, { cause });
  }
}
