import type { FilledTemplate } from '../lambda/domain/mail/templates.ts';

const site = 'https://privacy.cloudfly.example';
const token = '7ZK3Q0M1V9X2C4B6N8R5T0W1YE.q3Jx0l2k9VvZb1m7Yt5c8WnR4sDfGhKpLxAzQeTuIoM';

/** Every template with made-up contents, at least once. */
export const filledTemplates: readonly (FilledTemplate & {
  /** Tells examples of one template apart. */
  readonly part?: string;
  /** What is written otherwise to readers of English. */
  readonly english?: Readonly<Record<string, unknown>>;
})[] = [
  { template: 'EMAIL_VERIFICATION', variables: { link: `${site}/links/verify-email/${token}`, hours: 48 } },
  ...(['CHANGE', 'REMINDER'] as const).map((occasion) => ({
    template: 'EMAIL_VERIFICATION' as const,
    part: occasion,
    variables: { link: `${site}/links/confirm-change/${token}`, hours: 48, occasion },
  })),
  { template: 'ADDRESS_TAKEN', variables: {} },
  { template: 'ADDRESS_HELD', variables: { heldAt: '2026-11-22T03:15:00.000Z' } },
  { template: 'SIGN_IN_CODE', variables: { code: '480 913', minutes: 3 } },
  {
    template: 'PAYMENT_CONFIRMATION',
    variables: {
      paymentReference: 'TT-2026-004711',
      paid: { amount: 1_250_000, currency: 'VND' },
      paidAt: '2026-11-22T03:15:00.000Z',
      method: 'Chuyển khoản',
      service: 'Cloud Server 4 vCPU, 8 GB',
    },
    english: { method: 'Bank transfer' },
  },
  {
    template: 'BILLING_NOTICE',
    variables: {
      invoiceNumber: '1C26TCF-00012345',
      due: { amount: 23_450, currency: 'USD' },
      dueAt: '2026-12-05T16:59:00.000Z',
      service: 'Cloud Server 4 vCPU, 8 GB',
      link: 'https://pay.example/invoices/1C26TCF-00012345',
    },
  },
  ...(['MAINTENANCE', 'OUTAGE', 'RESOLVED', 'CHANGE'] as const).map((kind) => ({
    template: 'SERVICE_NOTICE' as const,
    part: kind,
    variables: {
      kind,
      service: 'Cloud Server, khu vực Hà Nội',
      from: '2026-11-28T17:00:00.000Z',
      ...(kind !== 'CHANGE' && { until: '2026-11-28T20:00:00.000Z' }),
      details:
        'Nâng cấp thiết bị mạng.\nMáy chủ có thể mất kết nối trong vài phút.\n\nDữ liệu không bị ảnh hưởng.',
    },
    english: {
      service: 'Cloud Server, Hanoi region',
      details:
        'Network equipment is renewed.\nServers may lose connection for some minutes.\n\nData are not affected.',
    },
  })),
  {
    template: 'SERVICE_SUPPORT',
    variables: {
      reference: 'SUP-10482',
      service: 'Cloud Server 4 vCPU, 8 GB',
      message:
        'Máy chủ của Quý khách đã được chuyển sang ổ đĩa mới.\n\nXin vui lòng khởi động lại máy chủ khi thuận tiện.',
    },
    english: { message: 'Your server has been moved to a new disk.\n\nPlease restart it when it suits you.' },
  },
  {
    template: 'SERVICE_EXTENSION',
    variables: {
      service: 'may-chu-thue-dai-han.khach-hang.example',
      product: 'Cloud Server',
      expiresAt: '2026-12-22T16:59:59.000Z',
      days: 30,
    },
  },
  ...([true, false] as const).map((isOffSite) => ({
    template: 'CAMPAIGN' as const,
    part: isOffSite ? 'OFF_SITE' : 'OWN_SITE',
    variables: {
      subject: 'Cloud Server thế hệ mới tại Hà Nội',
      heading: 'Cloud Server thế hệ mới',
      paragraphs: [
        'Kính chào anh Nguyễn Văn Ánh,',
        'Từ tháng 12, CloudFly có Cloud Server thế hệ mới tại khu vực Hà Nội, với ổ đĩa NVMe và băng thông gấp đôi.',
        'Quý khách có thể dùng thử miễn phí trong 14 ngày.',
      ],
      action: {
        label: 'Tìm hiểu thêm',
        link: isOffSite ? 'https://doi-tac.example/cloud' : 'https://cloudfly.example/cloud-server',
        isOffSite,
      },
    },
    english: {
      subject: 'The new generation of Cloud Server in Hanoi',
      heading: 'A new generation of Cloud Server',
      paragraphs: [
        'Dear Nguyễn Văn Ánh,',
        'From December CloudFly has a new generation of Cloud Server in the Hanoi region, with NVMe disks and twice the bandwidth.',
        'You can try it free of charge for 14 days.',
      ],
      action: {
        label: 'Find out more',
        link: isOffSite ? 'https://doi-tac.example/cloud' : 'https://cloudfly.example/cloud-server',
        isOffSite,
      },
    },
  })),
  ...([true, false] as const).map((isStale) => ({
    template: 'POLICY_CHANGE' as const,
    part: isStale ? 'STALE' : 'NONE_STALE',
    variables: {
      version: 3,
      effectiveAt: '2026-12-01T00:00:00.000Z',
      link: `${site}/links/policy/3`,
      stalePurposes: isStale ? (['PROMOTIONS', 'SURVEYS'] as const).slice() : [],
    },
  })),
  {
    template: 'REFUSAL_CONFIRMATION',
    variables: {
      refused: [{ purposes: ['NEW_PRODUCTS', 'PROMOTIONS', 'SURVEYS'], channels: ['EMAIL'] }],
      refusedAt: '2026-11-22T03:15:00.000Z',
    },
  },
  {
    template: 'EMAIL_CHANGE_NOTICE',
    variables: { link: `${site}/links/stop-change/${token}`, switchesAt: '2026-11-25T03:15:00.000Z' },
  },
  {
    template: 'INFORMATION_REQUEST',
    variables: {
      link: `${site}/links/give-information/${token}`,
      reference: 'REQ-7M3K9T0XWA',
      fields: ['billingName', 'billingAddress', 'taxCode'],
      until: '2026-12-06T16:59:59.000Z',
    },
  },
  {
    template: 'REQUEST_ANSWER',
    variables: {
      reference: 'REQ-7M3K9T0XWA',
      answer: 'Số điện thoại của Quý khách đã được cập nhật theo yêu cầu.\n\nXin cảm ơn Quý khách.',
    },
    english: { answer: 'Your phone number has been changed as you asked.\n\nThank you.' },
  },
  ...(
    [
      ['READY', { right: 'COPY', link: site, until: '2026-11-29T03:15:00.000Z' }],
      ['RECEIVED', { right: 'ERASE', until: '2026-12-12T03:15:00.000Z' }],
      ['DONE', { right: 'RESTRICT' }],
    ] as const
  ).map(([outcome, more]) => ({
    template: 'RIGHTS_ANSWER' as const,
    part: outcome,
    variables: { outcome, reference: 'REQ-7K2M9QXW4T', ...more },
  })),
  {
    template: 'RIGHTS_ANSWER',
    part: 'REFUSED',
    variables: {
      right: 'ERASE',
      outcome: 'REFUSED',
      reference: 'REQ-7K2M9QXW4T',
      words: 'Hóa đơn phải được lưu giữ đến hết thời hạn do luật định.',
    },
    english: { words: 'Invoices have to be kept for as long as the law says.' },
  },
  {
    template: 'RIGHTS_ANSWER',
    part: 'EXTENDED',
    variables: {
      right: 'ERASE',
      outcome: 'EXTENDED',
      reference: 'REQ-7K2M9QXW4T',
      words: 'Dữ liệu còn ở một đơn vị thanh toán.',
      until: '2027-01-01T03:15:00.000Z',
    },
    english: { words: 'A payment processor still has part of the data.' },
  },
  {
    template: 'REQUEST_ANSWER',
    part: 'CORRESPONDENT',
    variables: {
      reference: 'REQ-7M3K9T0XWA',
      answer: 'Khu vực Hà Nội có dịch vụ Cloud Server từ tháng 12.',
      keptUntil: '2027-02-20T03:15:00.000Z',
    },
    english: { answer: 'Cloud Server is available in the Hanoi region from December.' },
  },
  {
    template: 'INCIDENT_NOTICE',
    variables: {
      discoveredAt: '2026-11-20T03:15:00.000Z',
      classes: ['contact', 'payment'],
      words:
        'Một tài khoản nhân viên đã bị sử dụng trái phép trong khoảng hai giờ. Tài khoản đó đã bị khóa.\n\nXin Quý khách cảnh giác với các cuộc gọi và thư mạo danh CloudFly.',
    },
    english: {
      words:
        'The account of an employee was used by somebody else for about two hours. It has been closed.\n\nPlease beware of calls and mails that claim to come from CloudFly.',
    },
  },
  {
    template: 'REQUEST_RECEIVED',
    variables: {
      reference: 'REQ-7M3K9T0XWA',
      refused: [
        { code: 'EXECUTABLE', count: 1 },
        { code: 'TOO_LARGE', count: 2 },
      ],
    },
  },
  {
    template: 'REQUEST_RECEIVED',
    part: 'UNPROVEN',
    variables: { reference: 'REQ-7M3K9T0XWA', refused: [], isUnproven: true },
  },
  {
    template: 'CORRESPONDENT_NOTICE',
    variables: {
      reference: 'REQ-7M3K9T0XWA',
      refused: [
        { code: 'TOO_MANY', count: 3 },
        { code: 'CUT', count: 1 },
        { code: 'VIRUS', count: 1 },
      ],
      keptUntil: '2027-02-20T03:15:00.000Z',
    },
  },
  {
    template: 'DISCLOSURE_NOTICE',
    variables: {
      recipient: 'Công ty Thanh toán Ví Dụ',
      basis: 'Xử lý thanh toán cho đơn hàng DH-2026-0815',
      purpose: 'PAYMENT',
      fields: ['billingName', 'email'],
      disclosedAt: '2026-11-22T03:15:00.000Z',
    },
    english: { recipient: 'Example Payments Ltd', basis: 'Processing the payment of order DH-2026-0815' },
  },
];
