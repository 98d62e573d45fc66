/**
 * What the postmaster is told. Everything is on the command line, so that a new version of the program brings its own
 * settings along; a team that has outgrown them uses a server of its own by DATABASE_URL.
 */
export function postmasterArguments(options: {
  dataPath: string;
  socketDirectory: string;
  durable: boolean;
  /** Replaces the rules of who may connect, for the reset of a lost password. */
  rulesFile?: string;
}): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: `"${options.socketDirectory.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: String(CLUSTER_PORT),
    cluster_name: 'matoi',
    max_connections: '60',
    // Taken only as it is used: a small installation stays small, and the texts of a large one fit.
    shared_buffers: '256MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: '512MB',
    random_page_cost: '1.1',
    max_wal_size: '512MB',
    // The online backup needs the level; nobody replicates from here.
    wal_level: 'replica',
    max_wal_senders: '0',
    max_replication_slots: '0',
    max_logical_replication_workers: '0',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%m [%p] ',
    log_min_duration_statement: '1000',
    // The log must not carry content: no parameters, and no details that quote the values of a row.
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
  };
  if (options.rulesFile !== undefined) settings.hba_file = options.rulesFile;
  if (!options.durable) {
    settings.fsync = 'off';
    settings.synchronous_commit = 'off';
    settings.full_page_writes = 'off';
    // A run of tests has many programs at once on one cluster, each with pools of its own.
    settings.max_connections = '200';
  }
  return ['-D', options.dataPath, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Only a part of the socket's name: no TCP port is opened. */
export const CLUSTER_PORT = 5432;

export const SUPERUSER = 'matoi_root';
export const DATABASE = 'matoi';

/** How the cluster is made: UTF-8, ordering by code point, independent of the system's languages. */
export function initdbArguments(options: {
  dataPath: string;
  passwordFile: string;
  characters: string;
  durable: boolean;
}): string[] {
  return [
    '-D',
    options.dataPath,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${options.characters}`,
    '--auth=scram-sha-256',
    `--username=${SUPERUSER}`,
    `--pwfile=${options.passwordFile}`,
    '--no-instructions',
    ...(options.durable ? [] : ['--no-sync']),
  ];
}
