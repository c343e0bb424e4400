import type { SmsAbout, SmsOutbox } from '@parley/contracts/sms.ts';
import { ask } from '../session/account.ts';

/** Where SMS may go and what carries them; null while the server does not say. */
export async function aboutSms(): Promise<SmsAbout | null> {
  const reply = await ask<SmsAbout>('GET', '/api/v1/sms/about');
  return reply.ok ? reply.data : null;
}

/** What an SMS says where no gateway carries it, for the agent to pass on; null where one does. */
export async function textOf(roomId: string): Promise<string | null> {
  const about = await aboutSms();
  if (about?.gateway !== 'outbox') return null;
  const asked = new URLSearchParams({ roomId });
  const reply = await ask<SmsOutbox>('GET', `/api/v1/sms/outbox?${asked.toString()}`);
  return reply.ok ? (reply.data.messages[0]?.text ?? null) : null;
}
