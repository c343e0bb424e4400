import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What keeps somebody out, by WCAG 2.2 AA: the rule, and where. */
export async function barriers(page: Page): Promise<readonly string[]> {
  for (const frame of page.frames()) await frame.evaluate(settle);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // Still an experiment of axe's: it takes the initials in a face for a label.
    .disableRules(['label-content-name-mismatch'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`),
  );
}

/** Waits until what appears has appeared, also what only begins to with the next frames; what never rests is left alone: a ring around a voice, the time left to answer. */
async function settle(): Promise<void> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const appearing = /opacity|color|transform|scale/i;
  const running = () =>
    document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
      .filter((one) => one.playState === 'running')
      .filter(({ effect }) => {
        const frames = effect instanceof KeyframeEffect ? effect.getKeyframes() : [];
        return frames.some((frame) => Object.keys(frame).some((name) => appearing.test(name)));
      });
  for (let stillFrames = 0; stillFrames < 4; stillFrames += 1) {
    const ends = running();
    if (ends.length > 0) stillFrames = 0;
    await Promise.allSettled(ends.map((one) => one.finished));
    await nextFrame();
  }
}
