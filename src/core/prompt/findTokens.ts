import type { AddFinding } from './finding';
import { entropy } from './looksSecret';

/** Self-evident tokens. Every expression is linear: one class up to its end, or bounded. */
const TOKENS: readonly (readonly [kind: string, expression: RegExp])[] = [
  ['github-token', /\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{22,255})/g],
  ['gitlab-token', /\bgl(?:pat|ptt|dt|rt|rtr|cbt|soat|ft|fft|agent|imt|feed|oas)-[\w-]{18,255}/g],
  ['bitbucket-token', /\bATBB[A-Za-z0-9]{24,60}/g],
  ['atlassian-token', /\bATATT3[\w=-]{60,300}/g],
  ['aws-access-key', /\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z2-7]{16}\b/g],
  ['google-api-key', /\bAIza[\w-]{35}/g],
  ['google-oauth-token', /\b(?:ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,60}|1\/\/0[\w-]{30,200})/g],
  ['slack-token', /\bxox[abeoprs]-(?:\d-)?[\w-]{10,250}|\bxapp-\d-[\w-]{20,250}|\bxoxe\.xox[bp]-\d-[\w-]{20,300}/g],
  [
    'webhook-address',
    /\bhttps:\/\/(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks|[\w-]{1,60}\.webhook\.office\.com\/webhookb2|hooks\.zapier\.com\/hooks\/catch|hook\.[\w.-]{1,20}make\.com|maker\.ifttt\.com\/trigger|outlook\.office\.com\/webhook)\/[\w/@-]{12,400}/g,
  ],
  ['stripe-key', /\b(?:[srp]k_(?:live|test|prod)_|whsec_)[A-Za-z0-9+/=]{16,255}/g],
  ['anthropic-key', /\bsk-ant-[\w-]{20,250}/g],
  ['openai-key', /\bsk-(?:(?:proj|svcacct|admin|None|or-v1|lf)-)?[A-Za-z0-9][\w-]{18,250}[A-Za-z0-9]/g],
  ['hugging-face-token', /\b(?:hf|api_org)_[A-Za-z0-9]{30,60}/g],
  ['npm-token', /\bnpm_[A-Za-z0-9]{30,60}/g],
  ['pypi-token', /\bpypi-Ag[\w-]{40,400}/g],
  ['rubygems-key', /\brubygems_[0-9a-f]{40,60}/g],
  ['docker-token', /\bdckr_(?:pat|oat)_[\w-]{20,60}/g],
  ['sendgrid-key', /\bSG\.[\w-]{16,40}\.[\w-]{30,60}/g],
  ['twilio-key', /\b(?:SK|AC)[0-9a-f]{32}\b/g],
  ['mailgun-key', /\b(?:pub)?key-[0-9a-f]{32}\b/g],
  ['mailchimp-key', /\b[0-9a-f]{32}-us\d{1,2}\b/g],
  ['brevo-key', /\bxkeysib-[0-9a-f]{60,70}-[A-Za-z0-9]{12,20}/g],
  ['telegram-token', /(?<![\d:])\d{8,10}:AA[\w-]{32,36}/g],
  ['discord-token', /\b[MNO][\w-]{22,28}\.[\w-]{6}\.[\w-]{27,45}/g],
  ['vault-token', /\bhv[sbr]\.[\w-]{20,300}/g],
  ['terraform-token', /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,80}/g],
  ['digitalocean-token', /\bdo[opr]_v1_[0-9a-f]{60,70}/g],
  ['cloudflare-key', /\bv1\.0-[0-9a-f]{24}-[0-9a-f]{100,180}/g],
  ['shopify-token', /\bshp(?:at|ca|pa|ss|tka|ua)_[0-9a-fA-F]{30,40}/g],
  ['linear-key', /\blin_(?:api|oauth|wh)_[A-Za-z0-9]{30,80}/g],
  ['age-key', /\bAGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{50,2000}/g],
  ['sentry-dsn', /\bhttps:\/\/[0-9a-f]{32}(?=(?::[0-9a-f]{32})?@[\w.-]{1,100}\/\d)/g],
  ['azure-client-secret', /\b[\w~.-]{3}[78]Q~[\w~.-]{31,34}/g],
  ['new-relic-key', /\b(?:NRAK-[A-Z0-9]{27}|NRJS-[0-9a-f]{19}|NRI[IQ]-[\w-]{32}|[0-9a-f]{30,36}(?:FFFF)?NRAL)\b/g],
  ['dynatrace-token', /\bdt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{60,70}/g],
  ['postman-key', /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}/g],
  ['airtable-token', /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}/g],
  ['okta-token', /\bSSWS\s{1,3}00[\w-]{38,42}/g],
  ['password-hash', /\$(?:[1567y]|2[abxy]|apr1|argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d{1,3})?)\$[\w./+=,$-]{20,300}/g],
  ['heroku-key', /\bHRKU-(?:AA)?[\w-]{36,60}/g],
  ['fly-token', /\bfm[12][ar]?_[\w+/=-]{40,}/g],
  ['snyk-token', /\bsnyk_(?:uat|sat)\.[0-9a-f]{8}\.[\w.-]{40,120}/g],
  ['scaleway-key', /\bSCW[A-Z0-9]{17}\b/g],
  ['dropbox-token', /\bsl\.(?:u\.)?[\w-]{100,2000}/g],
  ['paypal-token', /\baccess_token\$(?:production|sandbox)\$[a-z0-9]{10,30}\$[0-9a-f]{32}/g],
  ['backblaze-key', /(?<![\w+/])K00\d[A-Za-z0-9+/]{27}(?![\w+/=])/g],
  ['harness-token', /\b(?:pat|sat)\.[\w-]{20,24}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}/g],
  ['infisical-token', /\bst\.[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32}/g],
  ['clickhouse-key', /\b4b1d[A-Za-z0-9]{38}\b/g],
  ['search-key', /\bBSA(?=\w{0,27}\d)(?=\w{0,27}[a-z])[\w-]{24,32}(?![\w-])/g],
  ['mapbox-token', /\b[st]k\.eyJ[\w-]{20,400}\.[\w-]{20,60}/g],
  ['twitch-token', /\boauth:[a-z0-9]{30}\b/g],
  ['x-token', /\bA{20,30}[\w%]{60,120}/g],
  ['secret-token', /\bsecret-token:[\w.~%-]{10,400}/g],
  ['telnyx-key', /\bKEY0[0-9A-F]{31}_[A-Za-z0-9]{20,26}/gi],
  // Extended and plain keys of Bitcoin; Stellar's seeds; keys in Bech32.
  [
    'wallet-key',
    /\b(?:[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{100,112}|[KLc][1-9A-HJ-NP-Za-km-z]{51}|5[HJK][1-9A-HJ-NP-Za-km-z]{49}|S[A-D][A-Z2-7]{54}|nsec1[02-9ac-hj-np-z]{58}|(?:ed25519e?_sk|addr_xsk|root_xsk|xprv)1[02-9ac-hj-np-z]{50,200})\b/g,
  ],
  ['doppler-token', /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{30,80}/g],
];

/**
 * Prefixes with which vendors mark their tokens, and the fewest characters that follow. The rest must look generated: digits and letters,
 * or letters of both cases, so that `secret_manager_client` does not count.
 */
const PREFIXES: readonly (readonly [prefixes: string, least: number])[] = [
  ['gsk_|r8_|hf_|pcsk_|tvly-|tvly-dev-|pplx-|xai-|csk-|fw_|nvapi-|jina_|voy_|pa-|lsv2_pt_|lsv2_sk_|sk-lf-|e2b_|fal_|tgp_v1_|cog_', 24],
  ['dapi|dose|dkea', 32],
  ['glsa_|glc_|eyJrIjoi', 30],
  ['tskey-auth-|tskey-api-|tskey-client-|tskey-scim-|tskey-webhook-|tskey-', 20],
  ['secret_|ntn_|figd_|figu_|tfp_|CFPAT-|phx_|phs_|sntryu_|sntrys_|hcaik_|hcxik_|sdk-|mob-|api-', 30],
  ['sq0csp-|sq0atp-|sq0idp-|EAAA|EAAC|EAAB|EAAG|EAAD|EAAE', 22],
  ['pscale_tkn_|pscale_pw_|pscale_oauth_|sbp_|sb_secret_|napi_|pnu_|pnb_|bkua_|CCIPAT_|AKCp|squ_|sqp_|sqa_', 24],
  ['re_|cio|oy2|LTAI|AQVN|AQWE|t1\\.9eu|EZAK|EZTK|duffel_live_|duffel_test_|lob_live_|live_|flw_|FLWSECK-|rzp_live_', 20],
  ['fc-|nfp_|nfc_|nfo_|nfu_|nfb_|vcp_|vci_|vca_|vcr_|vck_|cfk_|cfat_|cfut_|rnd_|ddp_|ddo_|ucat_|vtwn_|hb_|ste-|m0-|as-|ak-|md-|st-|IG', 20],
  [
    'apify_api_|bb_live_|sgp_|dtn_|crsr_|wandb_v1_|rpa_|ABSK|tr_prod_|tr_dev_|signkey-|pul-|CCIPRJ_|bkaj_|bkct_|API-|xaat-|xapt-|chpt_|cmVmd',
    20,
  ],
  [
    'CLOJARS_|aivenv1_|CCDB1_|dbtc_|dbtu_|pat-na1-|pat-eu1-|p8e-|mlsn\\.|shippo_live_|shippo_test_|rdme_|polar_oat_|pdl_live_|pdl_sdbx_',
    20,
  ],
  [
    'access-production-|access-sandbox-|access-development-|unkey_|syt_|mct_|sk-helicone-|sk-ant-|composio_|tly-|dub_|cal_live_|rootly_',
    20,
  ],
  ['sk_|rk_|pk_|ak_|tok_|pat_|pat-|key_|token_|apikey_|access_token_|ops_eyJ|xkeysib-|xsmtpsib-', 24],
];

const AFTER_PREFIX = new RegExp(
  `(?<![\\w./-])(?:${PREFIXES.map(([prefixes, least]) => `(?:${prefixes})[\\w.~+/-]{${least},}={0,2}`).join('|')})`,
  'g',
);

/** A key of a wallet in a form that public values have too, so that it needs a name before it. */
const NAMED_KEY = /\b(?:private|secret|signing|wallet)[-_ ]?key\b[^\n]{0,40}?\b(?<value>0x[0-9a-f]{64}|[1-9A-HJ-NP-Za-km-z]{86,88})\b/gi;

/** A name or two, then one long part: the form of nearly every token that is issued today, whoever its vendor is. */
const ISSUED = /(?<![\w./+=%@$#:-])[A-Za-z][A-Za-z0-9]{0,11}[_-][\w-]{22,255}/g;
/** Names of what is shown to everybody: hashes of contents, numbers of requests and builds. */
const PUBLIC_NAME =
  /^(?:sha\d*|md\d|blake\w*|crc\w*|hash|integrity|chunk|commit|rev|etag|[ug]uid|id|req|request|msg|message|evt|event|cus|run|call|toolu|chatcmpl|cmpl|resp|org|proj|project|user|acct|team|prj|dpl|build|job|task|trace|span|thread|asst|file|image|asset|font|data|node|ref|tx|cid|index|main|vendors?|styles?|css|js|module|tests?|tmp|temp|cache|page|static|pk|pub|public)$/i;
const PURPOSE =
  /^(?:sk|rk|key|keys|secret|token|tok|pat|api|apikey|live|prod|auth|access|private|oauth|svc|service|bot|refresh|admin|deploy|v\d)$/i;

/** Base64 of a JSON object. */
const JSON_IN_BASE64 = /(?<![\w+/.-])(?:eyJ|ewo|eyA)[A-Za-z0-9+/]{24,}={0,2}(?![\w.-])/g;

const JWT = /\beyJ[\w-]{10,}\.[\w-]{8,}(?:\.[\w-]{4,}){0,3}/g;

/** The head of a JSON web token, which continues after a line break or in the next part of a literal. */
const JWT_HEAD = /\beyJ[\w-]{16,}(?:\.[\w-]*){0,2}/g;

/** From one part of a long token to the next. */
const BREAK = /(?:["'`][ \t]{0,20}[+.\\&]?[ \t]{0,3}(?:\r?\n[ \t+-]{0,60})?[+.&]?[ \t]{0,3}["'`]|\\?\r?\n[ \t+-]{0,60})/y;
const PART = /[\w.-]{4,}={0,2}/y;

/** Base64 of `-----BEGIN `. */
const PEM_IN_BASE64 = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,}={0,2}/g;

export function findTokens(text: string, add: AddFinding): void {
  for (const [kind, expression] of TOKENS) {
    for (const match of text.matchAll(expression)) {
      // Amazon's documents mark their samples so.
      if ((kind === 'openai-key' && !/\d/.test(match[0])) || match[0].endsWith('EXAMPLE')) continue;
      if (kind === 'sentry-dsn') add(match.index + 8, match[0].slice(8), kind);
      else add(match.index, match[0], kind);
    }
  }
  for (const { index, 0: token } of text.matchAll(AFTER_PREFIX)) if (looksDrawn(token)) add(index, token, 'vendor-token');
  for (const { index, 0: token } of text.matchAll(ISSUED)) {
    // A call, a member, a file.
    const end = index + token.length;
    if (!/^(?:\(|\.\w)/.test(text.slice(end, end + 2)) && isIssued(token)) add(index, token, 'vendor-token');
  }
  for (const { index, 0: whole, groups } of text.matchAll(NAMED_KEY)) {
    const value = groups?.['value'] ?? '';
    add(index + whole.length - value.length, value, 'wallet-key');
  }
  for (const { index, 0: value } of text.matchAll(JSON_IN_BASE64)) {
    if (/"[^"]{0,40}(?:auth|key|token|secret|pass)[^"]{0,20}"\s*:\s*"/i.test(decoded(value.slice(0, 400)))) add(index, value, 'secret');
  }
  for (const { index, 0: token } of text.matchAll(JWT)) add(index, token, 'jwt');
  for (const { index, 0: head } of text.matchAll(JWT_HEAD)) addBroken(text, index, head, add);
  for (const { index, 0: value } of text.matchAll(PEM_IN_BASE64)) {
    if (/PRIVATE|OPENSSH/.test(decoded(value.slice(0, 100)))) add(index, value, 'private-key');
  }
}

/** Digits among letters, and no words: generated. */
function looksDrawn(token: string): boolean {
  const body = token.slice(4);
  if (!/[A-Za-z]/.test(body) || !/\d/.test(body) || token.endsWith('EXAMPLE')) return false;
  // Words, joined: `secret_manager_client_v1_configuration`.
  const parts = body.split(/[-_./]/);
  if (parts.every((part) => /^(?:[A-Z]?[a-z]+\d{0,3}|[A-Z]+\d{0,3}|\d{1,4}|)$/.test(part))) return false;
  return entropy(body) > 3.1;
}

/** Whether one long part behind names looks generated. */
function isIssued(token: string): boolean {
  const parts = token.split(/[_-]/);
  const at = parts.findIndex((part) => part.length >= 20);
  const body = parts[at] ?? '';
  const names = parts.slice(0, at);
  if (at < 1 || names.some((name) => name.length > 12 || PUBLIC_NAME.test(name))) return false;
  const digits = body.replace(/\D/g, '').length;
  if (digits < 3 || entropy(body) < 3.2) return false;
  if (/[a-z]/.test(body) && /[A-Z]/.test(body)) return !isNamed(body);
  return body.length >= 24 && /[A-Za-z]/.test(body) && names.some((name) => PURPOSE.test(name)) && !isNamed(body);
}

/** Words of a name in camel case, with numbers. */
function isNamed(body: string): boolean {
  const words = body.match(/[A-Z]?[a-z]{3,}|[A-Z]{3,}/g) ?? [];
  return words.join('').length >= body.length * 0.75;
}

/** Adds the parts of a token that is written over several lines, or in literals that are joined. */
function addBroken(text: string, index: number, head: string, add: AddFinding): void {
  const parts = [{ start: index, value: head }];
  let dots = head.split('.').length - 1;
  let at = index + head.length;
  for (; parts.length < 200;) {
    BREAK.lastIndex = at;
    const gap = BREAK.exec(text);
    if (!gap) break;
    PART.lastIndex = at + gap[0].length;
    const part = PART.exec(text)?.[0];
    // The last line of a token may be short; a word is not part of one.
    if (part === undefined || !isTokenPart(part)) break;
    parts.push({ start: PART.lastIndex - part.length, value: part });
    dots += part.split('.').length - 1;
    at = PART.lastIndex;
    if (dots >= 2 && part.length < 40) break;
  }
  if (parts.length < 2 || dots < 1) return;
  for (const { start, value } of parts) add(start, value, 'jwt');
}

function isTokenPart(part: string): boolean {
  return part.length >= 16 ? entropy(part) > 3 && /[A-Z]/.test(part) && /[a-z]/.test(part) : /\d/.test(part) && /[A-Z]/.test(part);
}

function decoded(base64: string): string {
  try {
    return atob(base64.slice(0, base64.length - (base64.length % 4)));
  } catch {
    return '';
  }
}
