import type { PositionObstacle } from '@parley/core/conversation/customer-request.ts';
import { fileWords } from './words-of-files.ts';

const obstacles: Readonly<Record<PositionObstacle, (name: string) => string>> = {
  denied: (name) =>
    `This page may not know where you are, and ${name} has been told. Allow the location for this site, in the address bar or in the settings of your device, then try again. Or describe in the chat where you are.`,
  unsupported: (name) =>
    `This browser cannot tell where you are, and ${name} has been told. You can describe it in the chat.`,
  'not-found': (name) =>
    `Your device did not find out where it is, and ${name} has been told. Turn its location on, go to a window or outside, then try again.`,
};

/** The words of what an agent asks the customer to send (M21). */
export const requestWords = {
  photo: {
    region: 'Photo request',
    title: (name: string) => `${name} asks you for a photo`,
    help: (name: string) =>
      `It helps ${name} to see what this is about. You look at the photo first; nothing is sent before you press Send photo. Where it was taken is removed from it.`,
    take: 'Take a photo',
    choose: 'Choose a picture',
    preview: 'Your photo',
    check: 'Is everything on it, and nothing that should not be?',
    send: 'Send photo',
    other: { take: 'Take another', choose: 'Choose another' },
    decline: 'Do not send',
    sending: 'Sending the photo',
    waiting: fileWords.waiting,
    cancel: 'Cancel',
    again: 'Try again',
    unreadable: 'This browser cannot show this file as a picture. Please take or choose another.',
    failed: (code: string) => fileWords.refused(code),
  },
  location: {
    region: 'Location request',
    title: (name: string) => `${name} asks where you are`,
    help: (name: string) =>
      `It helps ${name} to find you or the place. Your location is measured once, when you share it, and goes into this chat. You are not followed.`,
    share: 'Share my location once',
    again: 'Try again',
    decline: 'No',
    measuring: 'Finding out where you are… Your browser may ask you first.',
    obstacles,
    failed: 'That did not reach us. Please try again.',
  },
} as const;
