import { expect, test } from 'vitest';
import { outcomeOf, type VideoObstacle } from './video-answer.ts';

test.each<[VideoObstacle | null, string]>([
  [null, 'accepted'],
  ['denied', 'no-microphone'],
  ['no-devices', 'no-microphone'],
  ['no-webrtc', 'unsupported-browser'],
  ['insecure-page', 'unsupported-browser'],
])('E7: with the obstacle %s the agent reads: %s', (obstacle, outcome) => {
  expect(outcomeOf(obstacle)).toBe(outcome);
});
