import { createServer } from 'node:http';

/** Answers every request with the same text, without reading it: what HTTP alone costs. */
const { ANSWER_BYTES, PORT } = process.env;
const answer = Buffer.from(JSON.stringify({ data: { text: 'x'.repeat(Number(ANSWER_BYTES)) } }));
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length };
createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, headers).end(answer));
}).listen(Number(PORT), '127.0.0.1');
