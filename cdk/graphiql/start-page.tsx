export interface StartPageProps {
  /** One sentence, when something went wrong. */
  readonly problem: string | undefined;
  /** Left out when nobody can sign in. */
  readonly onSignIn: (() => void) | undefined;
  readonly demo: boolean;
}

/** Before anybody is signed in. */
export function StartPage({ problem, onSignIn, demo }: StartPageProps) {
  return (
    <main className="start">
      <h1>CloudFly Privacy</h1>
      <p>
        GraphiQL for CloudFly’s staff. What you can read follows from your role; a value in clear needs a
        purpose and a reference, and each one that you read stands in the audit trail.
      </p>
      {problem !== undefined && <p role="alert">{problem}</p>}
      {onSignIn && (
        <button type="button" className="primary" onClick={onSignIn}>
          Sign in
        </button>
      )}
      {demo && (
        <p className="demo">A local demonstration: choose any role on the next page. There is no password.</p>
      )}
    </main>
  );
}
