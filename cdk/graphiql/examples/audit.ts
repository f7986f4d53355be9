export const trail = (name: string) => `query ${name}($filter: AuditTrailFilter!) {
  auditTrail(filter: $filter, first: 20) {
    nodes {
      at
      action
      outcome
      code
      actor
      roles
      customerId
      fields
      view
      purpose
      reference
    }
  }
}`;

export const classes = `query WhoMayRead {
  accessMatrix {
    classes {
      dataClass
      role
      view
      fields
    }
  }
}`;

export const verify = `mutation VerifyAudit($input: VerifyAuditInput!) {
  verifyAudit(input: $input) {
    verification {
      id
      state
    }
    errors {
      code
      message
      path
    }
  }
}`;

export const latestVerification = `query LatestVerification {
  auditVerification {
    state
    intact
    lanes
    rows
    requestedAt
    finishedAt
    findings {
      kind
      lane
      seq
    }
  }
}`;
