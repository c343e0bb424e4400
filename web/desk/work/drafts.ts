const KEY = 'parley-desk-draft:';

/** What was typed and not sent, per conversation; it survives a reload and ends with the tab. */
export function draftOf(conversationId: string): string {
  return sessionStorage.getItem(KEY + conversationId) ?? '';
}

export function keepDraft(conversationId: string, text: string): void {
  if (text === '') sessionStorage.removeItem(KEY + conversationId);
  else sessionStorage.setItem(KEY + conversationId, text);
}
