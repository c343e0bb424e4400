import type { FastifyReply } from 'fastify';

/** `__Host-`: Secure, this host only, the whole site. Browsers take Secure cookies from localhost too. */
export const SESSION_COOKIE = '__Host-parley';

const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

export function giveSessionCookie(reply: FastifyReply, token: string, lifeMs: number): void {
  void reply.setCookie(SESSION_COOKIE, token, { ...ATTRIBUTES, maxAge: Math.floor(lifeMs / 1000) });
}

export function takeSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, ATTRIBUTES);
}
