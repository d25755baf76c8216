import mercuriusGateway from '@mercuriusjs/gateway';
import fastify from 'fastify';

// mercurius gateway, which reads the schema of each service from the service itself. SERVICES is a JSON list of
// { name, url }.
const { SERVICES, PORT } = process.env;
const server = fastify();
await server.register(mercuriusGateway, { gateway: { services: JSON.parse(SERVICES) }, jit: 1 });
await server.listen({ host: '127.0.0.1', port: Number(PORT) });
