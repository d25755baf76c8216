/** The only reader of `process.env` in `subgraphs/`. Everything is told by the ministry's own variables. */
export interface MinistryConfig {
  /** `<NAME>_DATABASE_URL`: the login that may only read. */
  readonly databaseUrl: string | undefined;
  /** `<NAME>_MIGRATION_DATABASE_URL`: the login that owns the tables; only `migrate` and `seed` use it. */
  readonly migrationDatabaseUrl: string | undefined;
  /** `<NAME>_HOST`, 127.0.0.1 unless told. */
  readonly host: string;
  /** `<NAME>_PORT`, the manifest's unless told. */
  readonly port: number;
  /** `<NAME>_GATEWAY_KEYS`: path or URL of the gateway's public keys, a JSON Web Key Set. */
  readonly gatewayKeys: string | undefined;
  /** `<NAME>_ALLOW_UNSIGNED`: whether calls are answered that the gateway did not sign. */
  readonly allowUnsigned: boolean;
  /** `<NAME>_TLS_CERT`, `<NAME>_TLS_KEY`, `<NAME>_TLS_CA`: PEM files; undefined where the first two are not set. */
  readonly tls: TlsFiles | undefined;
}

/** Paths of PEM files. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** Whose certificates the gateway may show; undefined where it need not show any. */
  readonly ca: string | undefined;
}

/** `social-insurance` → `SOCIAL_INSURANCE_DATABASE_URL`. */
export function variableName(ministry: string, setting: string): string {
  return `${ministry.toUpperCase().replaceAll('-', '_')}_${setting}`;
}

/**
 * Reads a ministry's configuration.
 * @throws Error with every problem in one message
 */
export function readMinistryConfig(
  ministry: { readonly name: string; readonly port: number },
  environment: NodeJS.ProcessEnv = process.env,
): MinistryConfig {
  const problems: string[] = [];
  const read = (setting: string) => environment[variableName(ministry.name, setting)] || undefined;

  const readUrl = (setting: string) => {
    const url = read(setting);
    if (url !== undefined && !(/^postgres(ql)?:\/\//.test(url) && URL.canParse(url))) {
      problems.push(`${variableName(ministry.name, setting)} must be a URL such as postgres://user@host:5432/database`);
    }
    return url;
  };
  const readPort = () => {
    const port = read('PORT') ?? String(ministry.port);
    if (!/^[0-9]{1,5}$/.test(port) || Number(port) > 65535) {
      problems.push(`${variableName(ministry.name, 'PORT')} must be a whole number from 0 to 65535`);
    }
    return Number(port);
  };
  const readFlag = (setting: string) => {
    const flag = read(setting) ?? 'false';
    if (flag !== 'true' && flag !== 'false') {
      problems.push(`${variableName(ministry.name, setting)} must be true or false`);
    }
    return flag === 'true';
  };
  const readTls = (): TlsFiles | undefined => {
    const [cert, key, ca] = [read('TLS_CERT'), read('TLS_KEY'), read('TLS_CA')];
    if (cert !== undefined && key !== undefined) return { cert, key, ca };
    if (cert !== undefined || key !== undefined || ca !== undefined) {
      problems.push(
        `${variableName(ministry.name, 'TLS_CERT')} and ${variableName(ministry.name, 'TLS_KEY')} must both be set`,
      );
    }
    return undefined;
  };

  const config = {
    databaseUrl: readUrl('DATABASE_URL'),
    migrationDatabaseUrl: readUrl('MIGRATION_DATABASE_URL'),
    host: read('HOST') ?? '127.0.0.1',
    port: readPort(),
    gatewayKeys: read('GATEWAY_KEYS'),
    allowUnsigned: readFlag('ALLOW_UNSIGNED'),
    tls: readTls(),
  };
  if (config.gatewayKeys !== undefined && config.allowUnsigned) {
    problems.push(
      `${variableName(ministry.name, 'ALLOW_UNSIGNED')} and ${variableName(ministry.name, 'GATEWAY_KEYS')} exclude each other`,
    );
  }
  if (problems.length > 0) {
    throw new Error(`The configuration of ${ministry.name} is wrong:\n- ${problems.join('\n- ')}`);
  }
  return Object.freeze(config);
}
