/** Where people find Parley. */
export type Urls = { demo: string; desk: string };

/** A sign-in that the first start made; its password is shown this once. */
export type FirstSignIn = { role: string; name: string; email: string; password: string };

/** What a child says on its standard output when it is ready. */
export type Announcement = { urls?: Urls; signIns: FirstSignIn[] };

/** Reads a line of a child as its announcement; nothing when the line is something else. */
export function readAnnouncement(line: string): Announcement | undefined {
  const said = readJson(line);
  if (!isRecord(said) || said.ready !== true) return undefined;
  const signIns = Array.isArray(said.firstSignIns) ? said.firstSignIns.filter(isSignIn) : [];
  return isUrls(said.urls) ? { urls: said.urls, signIns } : { signIns };
}

/** The message of a line of log that tells of an error; nothing for any other line. */
export function readProblem(line: string): string | undefined {
  const said = readJson(line);
  if (!isRecord(said) || typeof said.level !== 'number' || said.level < ERROR_LEVEL)
    return undefined;
  const cause = isRecord(said.err) && typeof said.err.message === 'string' ? said.err.message : '';
  return [said.msg, cause].filter((part) => typeof part === 'string' && part !== '').join(': ');
}

const ERROR_LEVEL = 50;

function readJson(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isUrls(value: unknown): value is Urls {
  return isRecord(value) && typeof value.demo === 'string' && typeof value.desk === 'string';
}

function isSignIn(value: unknown): value is FirstSignIn {
  const words = ['role', 'name', 'email', 'password'];
  return isRecord(value) && words.every((word) => typeof value[word] === 'string');
}
