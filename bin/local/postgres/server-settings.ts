/** What differs from PostgreSQL's defaults on a machine of one developer, as arguments of the server. */
export function serverSettings(port: number): string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    // No socket file: others in /tmp cannot be in the way, and nobody else's permissions matter.
    unix_socket_directories: '',
    timezone: 'UTC',
    shared_buffers: '128MB',
    // Seeding a million citizens writes gigabytes: a checkpoint for each one of them would double the writing.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    // Nobody replicates this server, so its log need not carry what a replica would ask for.
    wal_level: 'minimal',
    max_wal_senders: 0,
    // Compiling a statement costs more than any of ours takes.
    jit: 'off',
    log_checkpoints: 'off',
    // A failed statement or the detail of its error may quote somebody's number.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
