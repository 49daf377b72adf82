import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';

/** A PUT that the stand-in for Azure Resource Manager was sent. */
export interface Put {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A stand-in for Azure Resource Manager and its sign-in, on this machine alone. */
export interface LoopbackArm {
  readonly url: string;
  /** Its own certificate, in PEM. */
  readonly certificate: string;
  readonly puts: readonly Put[];
  /** Requests that it had no answer for. */
  readonly unanswered: readonly string[];
  /** Everything that was made is gone, as if in another Azure. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

const tenant = '11111111-1111-1111-1111-111111111111';

/** Starts it. @param folder for the key @param subscriptions ids that may be used */
export async function loopbackArm(
  folder: string,
  subscriptions: readonly string[],
): Promise<LoopbackArm> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync('openssl', [...request, '-keyout', key, '-out', certificate, ...subject], {
    stdio: 'ignore',
  });
  const puts: Put[] = [];
  const unanswered: string[] = [];
  const stored = new Map<string, Readonly<Record<string, unknown>>>();
  const state: State = { url: '', subscriptions, puts, stored };
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (asked, answer) => {
      void bodyOf(asked).then((body) => {
        const url = new URL(asked.url ?? '/', 'https://localhost');
        const path = decodeURIComponent(url.pathname);
        const found = answerTo(state, { method: asked.method ?? 'GET', path, body });
        if (found === undefined) unanswered.push(`${asked.method} ${path}`);
        const { status = 200, json } = found ?? {
          status: 404,
          json: { error: { code: 'NotFound', message: path } },
        };
        answer.writeHead(status, { 'content-type': 'application/json' });
        answer.end(JSON.stringify(json));
      });
    },
  );
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  state.url = `https://localhost:${port}`;
  return {
    url: state.url,
    certificate,
    puts,
    unanswered,
    forget: () => stored.clear(),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

interface State {
  url: string;
  readonly subscriptions: readonly string[];
  readonly puts: Put[];
  readonly stored: Map<string, Readonly<Record<string, unknown>>>;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

interface Answered {
  readonly status?: number;
  readonly json: unknown;
}

function answerTo(state: State, { method, path, body }: Asked): Answered | undefined {
  const lower = path.toLowerCase();
  if (lower === '/metadata/endpoints') return { json: endpoints(state.url) };
  if (lower.endsWith('/.well-known/openid-configuration')) return { json: openId(state.url) };
  if (lower.endsWith('/oauth2/v2.0/token') || lower.endsWith('/oauth2/token'))
    return { json: token() };
  if (lower === '/tenants')
    return { json: { value: [{ id: `/tenants/${tenant}`, tenantId: tenant }] } };
  if (lower === '/subscriptions') return { json: { value: state.subscriptions.map(subscription) } };
  if (method === 'PUT') return stored(state, path, body);
  const known = state.stored.get(lower);
  if (known !== undefined) return { json: known };
  // An odd number of segments behind the provider is a list.
  const isList = (lower.split('/providers/').at(-1)?.split('/').length ?? 0) % 2 === 0;
  if (!isList) return undefined;
  const within = [...state.stored].filter(
    ([id]) => id.startsWith(`${lower}/`) && !id.slice(lower.length + 1).includes('/'),
  );
  return { json: { value: within.map(([, one]) => one) } };
}

function stored(state: State, path: string, text: string): Answered {
  const body: Readonly<Record<string, unknown>> = JSON.parse(text);
  state.puts.push({ id: path, body });
  const answer = {
    ...body,
    id: path,
    name: path.split('/').at(-1),
    type: typeOf(path),
    properties: {
      ...Object(body['properties']),
      provisioningState: 'Succeeded',
      ...made(path, body),
    },
  };
  state.stored.set(path.toLowerCase(), answer);
  return { json: answer };
}

const typeOf = (path: string): string => {
  const [, rest = ''] = path.split(/\/providers\/(?!.*\/providers\/)/i);
  const [provider, ...parts] = rest.split('/');
  return [provider, ...parts.filter((_, i) => i % 2 === 0)].join('/');
};

/** What Azure alone can tell of a new resource. */
function made(path: string, body: Readonly<Record<string, unknown>>): object {
  if (/\/userAssignedIdentities\/[^/]+$/i.test(path)) {
    return {
      principalId: '44444444-4444-4444-4444-444444444444',
      clientId: '55555555-5555-5555-5555-555555555555',
    };
  }
  if (!/\/azureFirewalls\/[^/]+$/i.test(path)) return {};
  const [first, ...more] = Object(body['properties']).ipConfigurations ?? [];
  const properties = { ...first?.properties, privateIPAddress: '10.80.0.4' };
  return { ipConfigurations: [{ ...first, properties }, ...more] };
}

const subscription = (id: string) => ({
  id: `/subscriptions/${id}`,
  subscriptionId: id,
  tenantId: tenant,
  displayName: `subscription ${id.slice(0, 4)}`,
  state: 'Enabled',
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function token() {
  const claims = {
    aud: 'x',
    iss: 'x',
    tid: tenant,
    oid: tenant,
    exp: 4_102_444_800,
    nbf: 0,
    iat: 0,
  };
  const access = `${encoded({ alg: 'none' })}.${encoded(claims)}.`;
  return { token_type: 'Bearer', expires_in: 86_400, access_token: access };
}

const openId = (url: string) => ({
  issuer: `${url}/${tenant}/v2.0`,
  authorization_endpoint: `${url}/${tenant}/oauth2/v2.0/authorize`,
  token_endpoint: `${url}/${tenant}/oauth2/v2.0/token`,
  device_authorization_endpoint: `${url}/${tenant}/oauth2/v2.0/devicecode`,
  jwks_uri: `${url}/${tenant}/discovery/v2.0/keys`,
});

const endpoints = (url: string) => ({
  name: 'loop',
  resourceManager: url,
  gallery: url,
  graph: url,
  graphAudience: url,
  portal: url,
  batch: url,
  media: url,
  sqlManagement: url,
  vmImageAliasDoc: url,
  activeDirectoryDataLake: url,
  microsoftGraphResourceId: url,
  logAnalyticsResourceId: url,
  synapseAnalyticsResourceId: url,
  attestationResourceId: url,
  appInsightsResourceId: url,
  appInsightsTelemetryChannelResourceId: url,
  ossrDbmsResourceId: url,
  authentication: {
    loginEndpoint: url,
    audiences: [url, 'https://management.core.windows.net/'],
    tenant: 'common',
    identityProvider: 'AAD',
  },
  suffixes: {
    acrLoginServer: 'azurecr.io',
    sqlServerHostname: 'database.windows.net',
    keyVaultDns: 'vault.azure.net',
    storage: 'core.windows.net',
    azureDataLakeStoreFileSystem: 'azuredatalakestore.net',
    azureDataLakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
    mhsmDns: 'managedhsm.azure.net',
    mysqlServerEndpoint: 'mysql.database.azure.com',
    postgresqlServerEndpoint: 'postgres.database.azure.com',
    mariadbServerEndpoint: 'mariadb.database.azure.com',
    synapseAnalytics: 'dev.azuresynapse.net',
    attestationEndpoint: 'attest.azure.net',
    storageSyncEndpointSuffix: 'afs.azure.net',
  },
});
