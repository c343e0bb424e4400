/** The name of a conversation's stream. */
export function conversationStream(conversationId: string): string {
  return `conversation:${conversationId}`;
}

/** The name of a person's stream. */
export function personStream(personId: string): string {
  return `person:${personId}`;
}

/** The name of the stream of what colleagues write to a person. */
export function mailboxStream(personId: string): string {
  return `mailbox:${personId}`;
}
