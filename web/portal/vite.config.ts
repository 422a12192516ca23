import { defineConfig } from 'vite';
import { bundle } from '../bundle.ts';

// While working on it: `KYSO_URL=http://localhost:8080 npm run portal` serves the sources beside a platform that is up.
const gateway = process.env.KYSO_URL ?? 'http://localhost:8080';

const proxy = { '/session': gateway, '/v1': gateway, '/oauth2': gateway };

export default defineConfig({ ...bundle('portal'), server: { proxy }, preview: { proxy } });
