import { defineElements } from './elements.ts';

/**
 * `@parley/sdk`: Parley in a page's own script. Importing it makes `<parley-widget>` and `<parley-room>` known;
 * `boot` puts the widget on the page. See docs/sdk.md.
 */
export type {
  BootOptions,
  CallKind,
  Identified,
  IdentitySource,
  Parley,
  ParleyEventName,
  ParleyEvents,
  ParleyRoomEvents,
} from './api.ts';
export { boot } from './boot.ts';
export { ParleyWidgetElement } from './elements.ts';
export { ParleyError } from './parley-error.ts';
export { ParleyRoomElement } from './room-element.ts';

defineElements();
