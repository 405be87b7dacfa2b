import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { need, type Tool } from '../tools/left-out.js';
import { until } from '../until.js';
import { collectArrivals, type Arrivals } from './arrivals.js';
import { PASSWORD, USER, type Certificate } from './secure-server.js';
import { startScriptedServer } from './scripted-server.js';
import { stopped, asComposed, freePort, untilListening } from './smtp-sink.js';

/** A mail server of somebody else's, as a child process that stores messages as files. */
export interface Peer {
  readonly port: number;
  /** What is stored once there are so many messages; a server may say 250 before it has stored. */
  readonly arrivals: (count: number) => Promise<Arrivals>;
  readonly stop: () => Promise<void>;
}

/** Debian lets only one of postfix and exim4 be installed; the other can be unpacked (dpkg -x) and named here. */
const EXIM = process.env['NOMINATE_EXIM'] ?? '/usr/sbin/exim4';
const PYTHON = '/usr/bin/python3';
const DOVECOT = '/usr/sbin/dovecot';

const AN_EXIM: Tool = {
  name: 'exim4',
  howToGet: 'as root, unpack exim4-daemon-light beside postfix and name it in NOMINATE_EXIM; see .ci/run',
  isThere: existsSync(EXIM) && process.getuid?.() === 0,
};
const AN_AIOSMTPD: Tool = {
  name: 'aiosmtpd',
  howToGet: 'apt-get install python3-aiosmtpd',
  isThere: spawnSync(PYTHON, ['-c', 'import aiosmtpd']).status === 0,
};

const A_DOVECOT: Tool = {
  name: 'dovecot-submissiond',
  howToGet: 'as root, apt-get install dovecot-submissiond; it need not run',
  isThere: existsSync('/usr/lib/dovecot/submission') && process.getuid?.() === 0,
};

/**
 * Exim with STARTTLS, which takes mail only after a login over TLS; there is no mailbox "nobody", and
 * what is for "later" is put off after its dot. It writes a line into `mainlog` for each connection
 * that is over.
 */
export async function startExim(folder: string, certificate: Certificate): Promise<Peer> {
  need(AN_EXIM);
  const port = await freePort();
  const mail = join(folder, 'mail');
  await mkdir(mail);
  await chmod(folder, 0o755);
  await chmod(mail, 0o777);
  await writeFile(join(folder, 'cert.pem'), certificate.cert);
  await writeFile(join(folder, 'key.pem'), certificate.key, { mode: 0o600 });
  await writeFile(join(folder, 'exim.conf'), eximConfiguration(folder, port));
  const child = spawn(EXIM, ['-C', join(folder, 'exim.conf'), '-bdf'], { stdio: 'ignore', env: {} });
  return await peer(child, port, mail);
}

function eximConfiguration(folder: string, port: number): string {
  return `
primary_hostname = localhost
exim_user = root
exim_group = root
keep_environment =
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
log_selector = +smtp_connection
pid_file_path = ${folder}/pid
daemon_smtp_ports = ${port}
local_interfaces = 127.0.0.1
smtp_accept_queue_per_connection = 0
tls_advertise_hosts = *
tls_certificate = ${folder}/cert.pem
tls_privatekey = ${folder}/key.pem
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = check_rcpt
acl_smtp_data = check_data
begin acl
check_rcpt:
  deny message = 5.1.1 no such user here
       local_parts = nobody
  accept authenticated = *
  deny message = 5.7.1 log in first
check_data:
  defer message = 4.3.0 later
        condition = \${if match{$recipients}{^later@}}
  accept
begin routers
all:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  directory = ${folder}/mail
  user = nobody
  group = nogroup
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = \${if and{{eq{$auth2}{${USER}}}{eq{$auth3}{${PASSWORD}}}}}
  server_set_id = $auth2
`;
}

/**
 * Dovecot's submission service with STARTTLS and a login. It stores nothing: it hands each command
 * on to a server of this process, whose answers it gives back.
 */
export async function startDovecot(folder: string, certificate: Certificate): Promise<Peer> {
  need(A_DOVECOT);
  const [port, relay] = await Promise.all([freePort(), startScriptedServer()]);
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'cert.pem'), certificate.cert);
  await writeFile(join(folder, 'key.pem'), certificate.key, { mode: 0o600 });
  await writeFile(join(folder, 'users'), `${USER}:{PLAIN.b64}${Buffer.from(PASSWORD).toString('base64')}\n`);
  await writeFile(join(folder, 'dovecot.conf'), dovecotConfiguration(folder, port, relay.port));
  const child = spawn(DOVECOT, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore', env: {} });
  await untilListening(port);
  return {
    port,
    arrivals: async (count) => {
      await until(() => relay.arrivals.all().length >= count);
      const arrivals = collectArrivals();
      for (const message of relay.arrivals.all()) arrivals.add(asComposed(message));
      return arrivals;
    },
    stop: async () => {
      await stopped(child);
      await relay.close();
    },
  };
}

function dovecotConfiguration(folder: string, port: number, relayPort: number): string {
  return `
protocols = submission
listen = 127.0.0.1
hostname = localhost
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
auth_mechanisms = plain
mail_location = maildir:${folder}/mail
submission_relay_host = 127.0.0.1
submission_relay_port = ${relayPort}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}/mail
}
service submission-login {
  inet_listener submission {
    port = ${port}
  }
}
`;
}

const AIOSMTPD = `
import asyncio, os, ssl, sys
from aiosmtpd.smtp import SMTP
class Store:
    count = 0
    async def handle_DATA(self, server, session, envelope):
        Store.count += 1
        with open(os.path.join(sys.argv[1], str(Store.count)), 'wb') as file:
            file.write(b'Received: here\\n' + envelope.content)
        return '250 2.0.0 stored'
async def serve():
    loop = asyncio.get_running_loop()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(sys.argv[3], sys.argv[4])
    make = lambda: SMTP(Store(), enable_SMTPUTF8=True, tls_context=tls)
    server = await loop.create_server(make, '127.0.0.1', int(sys.argv[2]))
    await server.serve_forever()
asyncio.run(serve())
`;

/** Python's aiosmtpd, which offers STARTTLS and asks for no login. */
export async function startAiosmtpd(folder: string, certificate: Certificate): Promise<Peer> {
  need(AN_AIOSMTPD);
  const port = await freePort();
  const mail = join(folder, 'mail');
  await mkdir(mail);
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await writeFile(cert, certificate.cert);
  await writeFile(key, certificate.key, { mode: 0o600 });
  const child = spawn(PYTHON, ['-c', AIOSMTPD, mail, String(port), cert, key], { stdio: 'ignore' });
  return await peer(child, port, mail);
}

/** The messages that are wholly there: exim writes each under another name first. */
async function storedIn(mail: string): Promise<readonly string[]> {
  return (await readdir(mail)).filter((name) => !name.startsWith('temp.'));
}

async function peer(child: ChildProcess, port: number, mail: string): Promise<Peer> {
  await untilListening(port);
  return {
    port,
    arrivals: async (count) => {
      await until(async () => (await storedIn(mail)).length >= count);
      const arrivals = collectArrivals();
      for (const name of await storedIn(mail)) arrivals.add(asComposed(await readFile(join(mail, name))));
      return arrivals;
    },
    stop: () => stopped(child),
  };
}
