import { defineConfig } from '@playwright/test';
import { mayMakeNetworks } from './world/network.ts';

export default defineConfig({
  testDir: 'journeys',
  // Only root may make a network and cut it.
  testIgnore: mayMakeNetworks() ? [] : ['**/network.spec.ts'],
  outputDir: '../test-results',
  // Two products side by side, each with its own data and ports: much of a journey is waiting. None is tried again.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: { actionTimeout: 20_000, navigationTimeout: 20_000, screenshot: 'only-on-failure' },
  reporter: 'list',
  forbidOnly: true,
});
