import { defineConfig } from 'vitest/config';

const unit = ['core', 'contracts', 'web', 'deploy/media-worker'];
const server = ['server', 'deploy/database', 'deploy/start', 'media'];
const testsIn = (folders: string[]): string[] => folders.map((folder) => `${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    // Two suites and a real database share a small machine: slow is not wrong.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'crash', include: testsIn(['tests/crash']) } },
      { extends: true, test: { name: 'unit', include: testsIn(unit) } },
      {
        extends: true,
        test: {
          name: 'server',
          include: testsIn(server),
          globalSetup: ['deploy/database/test-database.ts'],
        },
      },
    ],
  },
});
