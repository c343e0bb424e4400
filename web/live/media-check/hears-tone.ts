/** Far above what codec and line add, far below what we send. */
const LEAST_LEVEL = 0.01;

/** Share of all that is heard which must be the tone. */
const LEAST_SHARE = 0.5;

/** Whether a stretch of sound (-1 to 1) is this tone and hardly anything else, by Goertzel's algorithm. */
export function hearsTone(
  samples: Float32Array,
  { hertz, sampleRate }: { readonly hertz: number; readonly sampleRate: number },
): boolean {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let last = 0;
  let beforeLast = 0;
  let energy = 0;
  for (const sample of samples) {
    const next = sample + turn * last - beforeLast;
    beforeLast = last;
    last = next;
    energy += sample * sample;
  }
  const length = samples.length;
  if (Math.sqrt(energy / length) < LEAST_LEVEL) return false;
  const power = last * last + beforeLast * beforeLast - turn * last * beforeLast;
  // A pure tone of amplitude a has the energy a²·n/2 and the power (a·n/2)².
  return power / ((energy * length) / 2) > LEAST_SHARE;
}
