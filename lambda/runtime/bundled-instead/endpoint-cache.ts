/**
 * Nothing that is kept, in place of `@aws-sdk/endpoint-cache`: it serves the search for endpoints of one's own, which DynamoDB's client does
 * only when it is told to, and no function is.
 */
export class EndpointCache {
  getEndpoint(): undefined {}
  get(): undefined {}
  has(): boolean {
    return false;
  }
  set(): void {}
  delete(): void {}
  clear(): void {}
}
