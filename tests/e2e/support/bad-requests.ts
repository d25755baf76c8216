export interface BadRequest {
  readonly title: string;
  readonly init: RequestInit;
  readonly status: number;
  readonly code: string;
  /** What the caller is told. */
  readonly message: string;
}

const purpose = 'purpose: { code: "birth-registration" }';
const byVariable = `query ($personalId: PersonalId!) { citizen(personalId: $personalId, ${purpose}) { fullName } }`;
/** Not of the form that a personal ID has, and not to be repeated in an answer or a log. */
export const badPersonalIds = { short: '00108599004', letters: 'OO1085990005' };

function post(request: unknown, headers: Record<string, string> = {}): RequestInit {
  const body = typeof request === 'string' ? request : JSON.stringify(request);
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
}

/** What callers do wrong. */
export const badRequests: readonly BadRequest[] = [
  {
    title: 'a token that is none',
    init: post({ query: '{ __typename }' }, { authorization: `Bearer ${badPersonalIds.letters}` }),
    status: 401,
    code: 'UNAUTHENTICATED',
    message: 'Sign in: the access token is not well-formed.',
  },
  {
    title: 'a personal ID of 11 digits in a variable',
    init: post({ query: byVariable, variables: { personalId: badPersonalIds.short } }),
    status: 400,
    code: 'VALUE_INVALID',
    message: 'The variable $personalId must be a string of exactly 12 digits.',
  },
  {
    title: 'a personal ID with letters in the document',
    init: post({ query: `{ citizen(personalId: "${badPersonalIds.letters}", ${purpose}) { fullName } }` }),
    status: 400,
    code: 'VALUE_INVALID',
    message: 'The argument personalId must be a string of exactly 12 digits.',
  },
  {
    title: 'no value for the variable',
    init: post({ query: byVariable }),
    status: 400,
    code: 'VALUE_INVALID',
    message: 'The variable $personalId must be of type PersonalId!.',
  },
  {
    title: 'no personal ID at all',
    init: post({ query: `{ citizen(${purpose}) { fullName } }` }),
    status: 400,
    code: 'OPERATION_INVALID',
    message: 'Field "citizen" argument "personalId" of type "PersonalId!" is required, but it was not provided.',
  },
  {
    title: 'a field that the graph does not have',
    init: post({ query: `{ citizen(personalId: "001085990001", ${purpose}) { shoeSize } }` }),
    status: 400,
    code: 'OPERATION_INVALID',
    message: 'Cannot query field "shoeSize" on type "Citizen".',
  },
  {
    title: 'a document with a syntax error',
    init: post({ query: '{ citizen(personalId: "001085990001") { fullName }' }),
    status: 400,
    code: 'OPERATION_UNPARSABLE',
    message: 'The GraphQL document has a syntax error at line 1, column 51.',
  },
  {
    title: 'malformed JSON',
    init: post('{"query":"{ citizen(personalId: \\"001085990001\\") { fullName } }"'),
    status: 400,
    code: 'REQUEST_INVALID',
    message: 'The request is not a GraphQL request: the body is not JSON.',
  },
  {
    title: 'JSON without a query',
    init: post({ personalId: '001085990001' }),
    status: 400,
    code: 'REQUEST_INVALID',
    message: 'The request is not a GraphQL request: query must be the text of a GraphQL document.',
  },
  {
    title: 'another media type',
    init: post('{ citizen(personalId: "001085990001") { fullName } }', { 'content-type': 'application/graphql' }),
    status: 415,
    code: 'REQUEST_MEDIA_TYPE_UNSUPPORTED',
    message: 'Send the request body as application/json in UTF-8.',
  },
  {
    title: 'an answer in a media type that there is not',
    init: post({ query: '{ __typename }' }, { accept: 'text/html' }),
    status: 406,
    code: 'REQUEST_NOT_ACCEPTABLE',
    message:
      'The answer can be application/graphql-response+json or application/json, both in UTF-8. Accept one of them.',
  },
  {
    title: 'another method',
    init: { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' },
    status: 405,
    code: 'REQUEST_METHOD_NOT_ALLOWED',
    message: 'The HTTP method does not fit. Send a query by GET or POST, a mutation by POST.',
  },
  {
    title: 'a body that is too large',
    init: post({ query: `{ __typename }${' '.repeat(300_000)}` }),
    status: 413,
    code: 'REQUEST_TOO_LARGE',
    message: 'The request body is larger than 262144 bytes.',
  },
];
