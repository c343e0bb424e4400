// Who may import whom: core ← contracts ← { server, media, web }; deploy and tests stand outside.
const test = '(\\.test\\.tsx?$|/testing/|^tests/)';
const workspaces = ['core', 'contracts', 'server', 'media', 'web', 'deploy'];

/** A workspace that may see only the named workspaces beside itself; packages are its own affair. */
function sees(name, others) {
  const hidden = workspaces.filter((other) => other !== name && !others.includes(other));
  return {
    name: `${name}-direction`,
    severity: 'error',
    from: { path: `^${name}/`, pathNot: test },
    to: { path: `^(${hidden.join('|')})/` },
  };
}

/** A folder of web that may not see these packages or folders. */
function blind(name, { from, to }) {
  return { name, severity: 'error', from: { path: from, pathNot: test }, to: { path: to } };
}

const react = 'node_modules/(@types/)?(react|react-dom)(/|$)';
const preact = 'node_modules/preact(/|$)';
const kit = 'node_modules/(@mantine|@tanstack)/';

export default {
  forbidden: [
    {
      // A screen that is loaded on demand may know the page that loads it.
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^/widget/' },
    },
    {
      name: 'core-alone',
      severity: 'error',
      from: { path: '^core/', pathNot: test },
      to: { pathNot: '^core/' },
    },
    {
      name: 'contracts-alone',
      severity: 'error',
      from: { path: '^contracts/', pathNot: test },
      to: { pathNot: ['^core/', '^contracts/', 'node_modules/zod/'] },
    },
    sees('server', ['core', 'contracts']),
    sees('media', ['core', 'contracts']),
    sees('web', ['core', 'contracts']),
    sees('deploy', ['core', 'contracts']),
    {
      name: 'product-not-test',
      severity: 'error',
      from: { pathNot: test },
      to: { path: test },
    },
    blind('live-no-framework', {
      from: '^web/live/',
      to: [react, preact, kit, '^web/(ui|desk|widget|room)/'],
    }),
    blind('small-pages-no-react', {
      from: '^web/(ui|widget|room)/',
      to: [kit, 'node_modules/react-dom/'],
    }),
    blind('desk-no-preact', { from: '^web/desk/', to: [preact] }),
    blind('desk-apart', { from: '^web/desk/', to: ['^web/(ui|widget|room)/'] }),
    blind('widget-apart', { from: '^web/widget/', to: ['^web/(desk|room)/'] }),
    blind('room-apart', { from: '^web/room/', to: ['^web/(desk|widget)/'] }),
    // Its code goes to other people's pages: the loader's and nothing more.
    blind('sdk-small', {
      from: '^web/sdk/',
      to: [react, preact, kit, '^web/(desk|room|ui|live)/', '^web/widget/(?!loader/)'],
    }),
    blind('ui-below-pages', { from: '^web/ui/', to: ['^web/(desk|widget|room)/'] }),
    {
      name: 'browser-no-node',
      severity: 'error',
      from: { path: '^web/[^/]+/', pathNot: [test, '\\.config\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|data|test-results|playwright-report)/' },
    // Type-only imports count: a direction is a direction.
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
};
