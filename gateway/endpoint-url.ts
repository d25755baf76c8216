/** Where a gateway that listens on a host and port serves GraphQL. */
export function endpointUrl(host: string, port: number | undefined): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql`;
}
