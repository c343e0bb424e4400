import { defineConfig } from '@playwright/test';
import { mayMakeNetworks } from './world/network.ts';

export default defineConfig({
  testDir: 'journeys',
  // Only root may make a network and cut it.
  testIgnore: mayMakeNetworks() ? [] : ['**/network.spec.ts'],
  outputDir: '../test-results',
  // One product, one pair of cores: journeys run one after the other, and none is tried again.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: { actionTimeout: 20_000, navigationTimeout: 20_000, screenshot: 'only-on-failure' },
  reporter: 'list',
  forbidOnly: true,
});
