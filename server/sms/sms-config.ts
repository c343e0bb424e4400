import { getCountries } from 'libphonenumber-js/max';
import { ConfigRefusal } from '../config-refusal.ts';

/** The most SMS of one hour: of one agent, to one number, into one country, and of the whole house. */
export type SmsCaps = {
  readonly perAgent: number;
  readonly perNumber: number;
  readonly perCountry: number;
  readonly perHour: number;
};

/** What carries SMS out of the house. */
export type GatewayConfig =
  | { readonly kind: 'outbox' }
  | {
      readonly kind: 'twilio';
      readonly url: string;
      readonly account: string;
      readonly token: string;
      readonly from: string;
    }
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly secret: string;
      readonly from: string | null;
    }
  | {
      readonly kind: 'smpp';
      readonly host: string;
      readonly port: number;
      readonly tls: boolean;
      readonly systemId: string;
      readonly password: string;
      readonly from: string;
    };

export type SmsConfig = {
  readonly gateway: GatewayConfig;
  /** Null allows every country: only where nothing leaves the house. */
  readonly countries: readonly string[] | null;
  readonly caps: SmsCaps;
  /** What an invitation says; see `textFor`. */
  readonly text: string;
  /** Where gateways reach this installation; null when its own public address is not to be told. */
  readonly reportsUrl: string | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_TEXT = '{business} invites you to a video call: {link}[ (reference {reference})]';
const DEFAULT_CAPS: SmsCaps = { perAgent: 30, perNumber: 5, perCountry: 200, perHour: 500 };
const TEXT_LENGTH = 400;
const GATEWAY_SECRET_LENGTH = 24;
const TWILIO = 'https://api.twilio.com';
const SMPP_PORTS = { 'smpp:': 2775, 'smpps:': 3550 } as const;
/** A number, a short code, or a name of at most eleven characters; Twilio's messaging services begin with MG. */
const SENDER = /^(\+?\d{3,15}|[A-Za-z0-9 ._-]{1,11}|MG[0-9a-f]{32})$/;

/** Reads what the environment says of SMS; the first thing that cannot be is refused in words. */
export function readSmsConfig(env: Environment): SmsConfig {
  const gateway = readGateway(env);
  return {
    gateway,
    countries: readCountries(env.PARLEY_SMS_COUNTRIES, gateway.kind),
    caps: {
      perAgent: readCap(env, 'PARLEY_SMS_PER_AGENT', DEFAULT_CAPS.perAgent),
      perNumber: readCap(env, 'PARLEY_SMS_PER_NUMBER', DEFAULT_CAPS.perNumber),
      perCountry: readCap(env, 'PARLEY_SMS_PER_COUNTRY', DEFAULT_CAPS.perCountry),
      perHour: readCap(env, 'PARLEY_SMS_PER_HOUR', DEFAULT_CAPS.perHour),
    },
    text: readText(env.PARLEY_SMS_TEXT || DEFAULT_TEXT),
    reportsUrl: env.PARLEY_SMS_REPORTS_URL
      ? webAddress('PARLEY_SMS_REPORTS_URL', env.PARLEY_SMS_REPORTS_URL)
      : null,
  };
}

function readGateway(env: Environment): GatewayConfig {
  const kind = env.PARLEY_SMS || 'outbox';
  switch (kind) {
    case 'outbox':
      return { kind };
    case 'twilio':
      return {
        kind,
        url: webAddress('PARLEY_SMS_TWILIO_URL', env.PARLEY_SMS_TWILIO_URL || TWILIO),
        account: needed(env, 'PARLEY_SMS_TWILIO_ACCOUNT'),
        token: needed(env, 'PARLEY_SMS_TWILIO_TOKEN'),
        from: readSender(needed(env, 'PARLEY_SMS_FROM')),
      };
    case 'http':
      return {
        kind,
        url: webAddress('PARLEY_SMS_HTTP_URL', needed(env, 'PARLEY_SMS_HTTP_URL')),
        secret: readGatewaySecret(needed(env, 'PARLEY_SMS_HTTP_SECRET')),
        from: env.PARLEY_SMS_FROM ? readSender(env.PARLEY_SMS_FROM) : null,
      };
    case 'smpp':
      return {
        kind,
        ...readSmppAddress(needed(env, 'PARLEY_SMS_SMPP_URL')),
        from: readSender(needed(env, 'PARLEY_SMS_FROM')),
      };
    default:
      throw new ConfigRefusal(`PARLEY_SMS must be outbox, twilio, http or smpp, not "${kind}".`);
  }
}

function needed(env: Environment, name: string): string {
  const text = env[name];
  if (text) return text;
  throw new ConfigRefusal(`${name} is not set: PARLEY_SMS=${env.PARLEY_SMS} needs it.`);
}

function webAddress(name: string, text: string): string {
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url !== null && isWeb && url.username === '') return text.replace(/\/+$/, '');
  throw new ConfigRefusal(`${name} must be an address that begins with https:// or http://.`);
}

function readSender(text: string): string {
  if (SENDER.test(text)) return text;
  throw new ConfigRefusal(
    `PARLEY_SMS_FROM must be a number like +4930123456 or a name of at most 11 letters: "${text}".`,
  );
}

function readGatewaySecret(text: string): string {
  if (text.length >= GATEWAY_SECRET_LENGTH) return text;
  throw new ConfigRefusal(
    `PARLEY_SMS_HTTP_SECRET must be at least ${GATEWAY_SECRET_LENGTH} random characters, known to the gateway and to Parley.`,
  );
}

function readSmppAddress(text: string) {
  const url = URL.parse(text);
  const isSmpp = url?.protocol === 'smpp:' || url?.protocol === 'smpps:';
  if (url === null || !isSmpp || url.hostname === '' || url.username === '') {
    throw new ConfigRefusal('PARLEY_SMS_SMPP_URL must look like smpp://system:password@host:2775.');
  }
  const port =
    url.port === '' ? SMPP_PORTS[url.protocol as keyof typeof SMPP_PORTS] : Number(url.port);
  return {
    host: url.hostname,
    port,
    tls: url.protocol === 'smpps:',
    systemId: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

function readCountries(text: string | undefined, kind: string): readonly string[] | null {
  const named = (text ?? '').split(',').map((each) => each.trim().toUpperCase());
  const countries = named.filter((each) => each !== '');
  const known: readonly string[] = getCountries();
  const unknown = countries.find((each) => !known.includes(each));
  if (unknown !== undefined) {
    throw new ConfigRefusal(
      `PARLEY_SMS_COUNTRIES names countries by two letters, like DE,AT,CH: "${unknown}" is none.`,
    );
  }
  if (countries.length > 0) return countries;
  if (kind === 'outbox') return null;
  throw new ConfigRefusal(
    'PARLEY_SMS_COUNTRIES is not set: name the countries that SMS may go to, like DE,AT,CH. SMS to some countries cost much, and thieves know which.',
  );
}

function readCap(env: Environment, name: string, byDefault: number): number {
  const text = env[name];
  if (!text) return byDefault;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new ConfigRefusal(`${name} must be a number of SMS an hour, from 1, not "${text}".`);
}

function readText(text: string): string {
  if (text.includes('{link}') && text.length <= TEXT_LENGTH) return text;
  throw new ConfigRefusal(
    `PARLEY_SMS_TEXT must contain {link} and be at most ${TEXT_LENGTH} characters.`,
  );
}
