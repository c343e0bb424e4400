/** Where the call is: nowhere, over the whole panel, a bar above the chat, or alone on the page as a strip. */
export type CallPlace = 'none' | 'full' | 'bar' | 'strip';
