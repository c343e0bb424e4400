/** The desk's dialogs; one is open at a time. */
export type DialogName = 'help' | 'sessions' | 'password' | 'devices';
