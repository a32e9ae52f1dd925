/**
 * Which way imports may point (docs/decisions/0004-import-arrows.md). Each rule says what must not be reached from where;
 * `hub/__tests__/import-arrows.test.ts` plants one forbidden import per rule and sees it refused.
 */
const subgraph = '^subgraphs/([^/]+)/';
const layer = (name) => `^subgraphs/([^/]+)/.*\\b${name}/`;
/** Inside a subgraph: resolvers -> actions -> loaders | connectors -> entities -> domain; skipping is fine, going back is not. */
const inner = (from, ...above) => ({
  name: `${from}-looks-down`,
  severity: 'error',
  comment: `${from} must not know ${above.join(', ')}`,
  from: { path: layer(from) },
  to: { path: `^subgraphs/$1/.*\\b(${above.join('|')})/` },
});
const gatewayPart = (from, ...above) => ({
  name: `gateway-${from}-looks-down`,
  severity: 'error',
  from: { path: `^gateway/${from}/` },
  to: { path: `^gateway/(${above.join('|')})(/|\\.ts$)` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'platform-knows-nobody',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(gateway|subgraphs|hub|sandbox|portal|bench|e2e)/' },
    },
    {
      name: 'gateway-knows-sdl-never-a-class',
      severity: 'error',
      from: { path: '^gateway/' },
      to: { path: '^(subgraphs|hub|sandbox|portal|bench|e2e)/' },
    },
    {
      name: 'subgraphs-meet-in-the-graph',
      severity: 'error',
      from: { path: subgraph },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'subgraphs-stand-on-platform',
      severity: 'error',
      from: { path: '^subgraphs/' },
      to: { path: '^(gateway|hub|sandbox|portal|bench|e2e)/' },
    },
    {
      name: 'sandbox-is-outside',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(gateway|subgraphs|hub|portal|bench|e2e)/' },
    },
    {
      name: 'portal-speaks-only-the-graph',
      severity: 'error',
      from: { path: '^portal/' },
      to: { path: '^(platform|gateway|subgraphs|hub|sandbox|bench|e2e)/' },
    },
    inner('domain', 'entities', 'loaders', 'connectors', 'actions', 'resolvers', 'routes', 'workers', 'migrations'),
    inner('entities', 'loaders', 'connectors', 'actions', 'resolvers', 'routes', 'workers'),
    inner('loaders', 'actions', 'resolvers', 'routes', 'workers'),
    inner('connectors', 'actions', 'resolvers', 'routes', 'workers'),
    inner('actions', 'resolvers', 'routes', 'workers'),
    gatewayPart(
      'planning',
      'executor',
      'rights',
      'subscriptions',
      'guards',
      'http',
      'sockets',
      'principal',
      'server',
      'main',
    ),
    gatewayPart('executor', 'subscriptions', 'guards', 'http', 'sockets', 'principal', 'server', 'main'),
    gatewayPart('subscriptions', 'guards', 'http', 'sockets', 'principal', 'server', 'main'),
    gatewayPart('guards', 'http', 'sockets', 'server', 'main'),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Tests may bring a stand-in to the table; code may not.
    exclude: { path: 'node_modules|\\.test\\.ts$|__tests__/|/testing/' },
  },
};
