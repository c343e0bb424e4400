/** Where people find Parley. */
export type Urls = { demo: string; desk: string };

/** A sign-in that the first start made; its password is shown this once. */
export type FirstSignIn = { role: string; name: string; email: string; password: string };

/** What a child says on its standard output when it can be reached. */
export type Announcement = {
  urls?: Urls;
  signIns: FirstSignIn[];
  /** False when something long is still to come, of which `Preparation` lines tell. */
  isPrepared: boolean;
};

/** How far the media node is with its worker, which may take minutes to build. */
export type Preparation = {
  state: 'preparing' | 'ready' | 'failed';
  step: string;
  fraction: number | null;
};

/** Reads a line of a child as its announcement; nothing when the line is something else. */
export function readAnnouncement(line: string): Announcement | undefined {
  const said = readJson(line);
  if (!isRecord(said) || said.ready !== true) return undefined;
  const signIns = Array.isArray(said.firstSignIns) ? said.firstSignIns.filter(isSignIn) : [];
  const isPrepared = said.prepared !== false;
  return isUrls(said.urls) ? { urls: said.urls, signIns, isPrepared } : { signIns, isPrepared };
}

/** Reads a line such as `{"preparation":{"state":"preparing","step":"building","fraction":0.4}}`. */
export function readPreparation(line: string): Preparation | undefined {
  const said = readJson(line);
  if (!isRecord(said) || !isRecord(said.preparation)) return undefined;
  const { state, step, fraction } = said.preparation;
  if (state !== 'preparing' && state !== 'ready' && state !== 'failed') return undefined;
  return {
    state,
    step: typeof step === 'string' ? step : '',
    fraction: typeof fraction === 'number' ? fraction : null,
  };
}

/** What a line of log tells a person; nothing when it is not about an error. */
export function readProblem(line: string): string | undefined {
  const said = readJson(line);
  if (!isRecord(said) || typeof said.level !== 'number') return line.trim() || undefined;
  if (said.level < ERROR_LEVEL) return undefined;
  const cause = isRecord(said.err) ? said.err.message : (said.because ?? said.message ?? said.code);
  const words = [said.msg, cause].filter((part) => typeof part === 'string' && part !== '');
  return words.join(': ') || line;
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
