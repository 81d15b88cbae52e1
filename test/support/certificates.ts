import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'tls');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

/** A server's certificate for `localhost` and 127.0.0.1 until 2126, and the authority that signed it; for tests only. */
export const certificates = {
  caFile: path.join(folder, 'ca.pem'),
  ca: read('ca.pem'),
  certificate: read('server.pem'),
  key: read('server-key.pem'),
  /** A certificate of the same key for `elsewhere.example`, and for no other host. */
  certificateForElsewhere: read('elsewhere.pem'),
  /** SHA-256 of the server's certificate, as `openssl x509 -fingerprint` shows it. */
  fingerprint: new X509Certificate(read('server.pem')).fingerprint256,
};
