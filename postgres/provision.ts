import pg from 'pg';

/** A database of one owner, a ministry or the gateway, and its logins, as `provision` makes them. */
export interface OwnedDatabase {
  readonly database: string;
  /** Owns the tables; used by `migrate` and `seed`. */
  readonly migrator: Login;
  /** May connect and do what the migrations grant; used to answer. */
  readonly app: Login;
  /** Whether the app may write where a migration grants it; a ministry's only reads. */
  readonly appWrites: boolean;
}

export interface Login {
  readonly role: string;
  readonly password: string;
}

/** `social-insurance` → database `social_insurance`, roles `social_insurance_migrator` and `social_insurance_app`. */
export function describeDatabase(name: string, password: string, { appWrites = false } = {}): OwnedDatabase {
  const database = name.replaceAll('-', '_');
  return {
    database,
    migrator: { role: `${database}_migrator`, password },
    app: { role: `${database}_app`, password },
    appWrites,
  };
}

/**
 * Makes an owner's two roles and its database on a server, or leaves them as they are when they exist.
 * @param adminUrl  a login that may create roles and databases
 */
export async function provision(
  adminUrl: string,
  { database, migrator, app, appWrites }: OwnedDatabase,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const { role, password } of [migrator, app]) {
      const verb = (await exists(client, 'pg_roles', 'rolname', role)) ? 'ALTER' : 'CREATE';
      await client.query(`${verb} ROLE ${quote(role)} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    }
    if (!(await exists(client, 'pg_database', 'datname', database))) {
      await client.query(
        `CREATE DATABASE ${quote(database)} OWNER ${quote(migrator.role)} TEMPLATE template0 ENCODING 'UTF8'`,
      );
    }
    await client.query(`REVOKE ALL ON DATABASE ${quote(database)} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${quote(database)} TO ${quote(app.role)}`);
    // A second line of defence: grants decide, but a grant too many in a later migration does not write at once.
    const isReadOnly = appWrites ? 'off' : 'on';
    await client.query(`ALTER ROLE ${quote(app.role)} SET default_transaction_read_only = ${isReadOnly}`);
  } finally {
    await client.end();
  }
}

async function exists(client: pg.Client, catalogue: string, column: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT 1 FROM ${catalogue} WHERE ${column} = $1`, [name]);
  return rowCount === 1;
}

function quote(identifier: string): string {
  return pg.escapeIdentifier(identifier);
}
