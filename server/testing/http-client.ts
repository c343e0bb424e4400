import type { Problem } from '@parley/contracts/rest.ts';
import type { TestServer } from './test-server.ts';

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
};

export type Request = {
  readonly method?: string;
  readonly body?: unknown;
  readonly cookie?: string;
  /** Null leaves it out, as a program that is no browser does. */
  readonly origin?: string | null;
  /** Where a proxy on this machine says the request came from. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A browser's request without a browser: like one from Parley's own pages unless said otherwise. */
export async function ask(
  server: TestServer,
  path: string,
  request: Request = {},
): Promise<Answered> {
  const { method = 'GET', body, cookie, origin = server.url, from } = request;
  const response = await fetch(`${server.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(origin === null ? {} : { origin }),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

/** The session cookie as the next request brings it along. */
export function cookieOf({ headers }: Answered): string {
  const [cookie] = headers.getSetCookie();
  return cookie?.split(';')[0] ?? '';
}

export function problemOf({ body }: Answered): Problem {
  return body as Problem;
}

/** Signs in one of the people of the first start. */
export async function signInAs(
  server: TestServer,
  who: string,
  from?: string,
): Promise<{ cookie: string; personId: string; email: string; password: string }> {
  const person = server.signIns.find((one) => one.name.startsWith(who));
  if (person === undefined) throw new Error(`nobody is called ${who}`);
  const { email, password } = person;
  const body = { email, password };
  const answer = await ask(server, '/api/v1/session', {
    method: 'POST',
    body,
    ...(from === undefined ? {} : { from }),
  });
  if (answer.status !== 200) throw new Error(`${who} could not sign in: ${answer.status}`);
  const { personId } = answer.body as { personId: string };
  return { cookie: cookieOf(answer), personId, email, password };
}
