/** The desk's dialogs; one is open at a time. */
export type DialogName =
  | 'contacts'
  | 'help'
  | 'sessions'
  | 'password'
  | 'settings'
  | 'audio-settings';
