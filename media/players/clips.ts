import { readFile } from 'node:fs/promises';
import { readIvfVp8, type Vp8Clip } from './ivf-vp8.ts';
import { type OpusClip, opusSamples, readOggOpus } from './ogg-opus.ts';

/** Sound and picture for people who wait or are held; made by deploy/hold-media. */
export type Clips = { readonly music: OpusClip; readonly picture: Vp8Clip };

/** One Opus packet of the music plays this long, in ms and in samples. */
export const MUSIC_STEP_MS = 20;
export const MUSIC_STEP_SAMPLES = 960;

/** Reads the clips that come with Parley. */
export async function readClips(): Promise<Clips> {
  const [music, picture] = await Promise.all([
    readFile(new URL('hold-music.opus', import.meta.url)),
    readFile(new URL('hold-picture.ivf', import.meta.url)),
  ]);
  const clips = { music: readOggOpus(music), picture: readIvfVp8(picture) };
  if (clips.music.packets.some((packet) => opusSamples(packet) !== MUSIC_STEP_SAMPLES)) {
    throw new Error('The hold music must be made of packets of 20 ms.');
  }
  return clips;
}
