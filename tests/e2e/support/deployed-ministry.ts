import { variableName } from '../../../subgraphs/_kit/config.ts';
import type { Ministry } from '../../../subgraphs/_kit/ministry.ts';
import { openSubject, type SubjectDatabase } from '../../contract/open-subject.ts';
import type { TestPostgres } from '../../support/postgres.ts';
import { runStatement } from '../../support/run-statement.ts';
import { type CapturedProcess, startCaptured } from './captured-process.ts';

/** A ministry as it would deploy itself: a database of its own, and a process of its own that serves it. */
export interface DeployedMinistry {
  readonly ministry: Ministry;
  readonly name: string;
  /** `http://127.0.0.1:41234/graphql`, the same after a restart. */
  readonly url: string;
  readonly port: number;
  readonly database: SubjectDatabase;
  /** Runs the process; after it has ended, again on the same port. */
  readonly start: () => Promise<void>;
  readonly signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
  /** Ends the process without asking. */
  readonly kill: () => Promise<void>;
  /** Breaks the connections to the database, and refuses new ones until it is opened again. */
  readonly closeDatabase: () => Promise<void>;
  readonly openDatabase: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What all its processes have printed. */
  readonly output: () => string;
}

/**
 * Provisions, migrates and fills the ministry's database, and serves it on a free port.
 * @param gatewayKeys  the file of the gateway's public keys
 */
export async function deployMinistry(
  postgres: TestPostgres,
  ministry: Ministry,
  gatewayKeys: string,
): Promise<DeployedMinistry> {
  const { name } = ministry;
  const database = await openSubject(postgres, ministry);
  const processes: CapturedProcess[] = [];
  const run = async (port: number): Promise<string> => {
    const process = await startCaptured(['bin/ministry.ts', name], {
      [variableName(name, 'DATABASE_URL')]: database.appUrl,
      [variableName(name, 'PORT')]: String(port),
      [variableName(name, 'GATEWAY_KEYS')]: gatewayKeys,
    });
    processes.push(process);
    const [, url = ''] = await process.prints(/"url":"([^"]+)","msg":"serving"/);
    return url;
  };
  const url = await run(0);
  const port = Number(new URL(url).port);
  const current = (): CapturedProcess => {
    const process = processes.at(-1);
    if (!process) throw new Error(`${name} has never run`);
    return process;
  };
  const admit = async (isAdmitted: boolean): Promise<void> => {
    await runStatement(postgres.adminUrl, `ALTER DATABASE "${database.database}" ALLOW_CONNECTIONS ${isAdmitted}`);
  };

  return {
    ministry,
    name,
    url,
    port,
    database,
    start: async () => void (await run(port)),
    signal: (signal) => void current().child.kill(signal),
    async kill() {
      current().child.kill('SIGKILL');
      await current().ended;
    },
    async closeDatabase() {
      await admit(false);
      const ended = 'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1';
      await runStatement(postgres.adminUrl, ended, [database.database]);
    },
    openDatabase: () => admit(true),
    stop: () => current().stop(),
    output: () => processes.map((process) => process.output()).join(''),
  };
}
