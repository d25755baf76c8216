const within = (folder) => ({ path: `^${folder}/` });

/**
 * The one direction of imports: tests → bin → gateway → schema ← subgraphs/_kit ← subgraphs/<ministry>, and
 * gateway → postgres ← subgraphs/_kit.
 */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan-dependency',
      comment: 'The peers of the benchmark have a package.json of their own, which `npm ci` here does not install.',
      severity: 'error',
      from: { pathNot: '^tests/bench/peers/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'schema-imports-nothing-of-ours',
      severity: 'error',
      from: within('schema'),
      to: { path: '^(bin|gateway|postgres|subgraphs|tests)/' },
    },
    {
      name: 'postgres-imports-nothing-of-ours',
      severity: 'error',
      from: within('postgres'),
      to: { path: '^(bin|gateway|schema|subgraphs|tests)/' },
    },
    {
      name: 'gateway-imports-only-schema-and-postgres',
      severity: 'error',
      from: within('gateway'),
      to: { path: '^(bin|subgraphs|tests)/' },
    },
    {
      name: 'kit-imports-only-schema-and-postgres',
      severity: 'error',
      from: within('subgraphs/_kit'),
      to: { path: '^(bin|gateway|tests|subgraphs/(?!_kit/))' },
    },
    {
      name: 'ministry-imports-only-the-kit-and-itself',
      severity: 'error',
      from: { path: '^subgraphs/(?!_kit/)([^/]+)/' },
      to: { path: '^(bin|gateway|postgres|schema|tests|subgraphs)/', pathNot: '^subgraphs/(_kit|$1)/' },
    },
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: '^tests/' }, to: within('tests') },
    { name: 'nothing-but-tests-imports-bin', severity: 'error', from: { pathNot: '^(tests|bin)/' }, to: within('bin') },
    {
      name: 'cedar-in-one-place',
      comment: 'schema/policy/ is the only folder that knows the engine behind the rules.',
      severity: 'error',
      from: { pathNot: '^schema/policy/' },
      to: { path: 'node_modules/@cedar-policy' },
    },
    {
      name: 'apollo-gateway-in-one-place',
      comment: 'gateway/supergraph/ is the only folder that knows @apollo/gateway; tests use it as the oracle.',
      severity: 'error',
      from: { pathNot: '^(gateway/supergraph|tests)/' },
      to: { path: 'node_modules/@apollo/gateway' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The parser reads no JSX. What the explorer's page may import, tests/gateway/explorer/page.test.ts says.
    exclude: { path: '\\.tsx$' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
