import { readFileSync } from 'node:fs';
import mercuriusGateway from '@mercuriusjs/gateway';
import fastify from 'fastify';

// mercurius gateway. SUBGRAPHS is a file with a JSON list of { name, url, sdl }. It cannot read the SDL from the subgraphs
// themselves: @apollo/subgraph leaves the word `extend` out, which it needs.
const { SUBGRAPHS, PORT } = process.env;
const services = JSON.parse(readFileSync(SUBGRAPHS, 'utf8')).map(({ name, url, sdl }) => ({ name, url, schema: sdl }));
const server = fastify();
await server.register(mercuriusGateway, { gateway: { services }, jit: 1 });
await server.listen({ host: '127.0.0.1', port: Number(PORT) });
