import type { Sender } from '../../declared/sender.ts';
import { law } from '../law.ts';
import { after } from '../span.ts';
import type { Language } from '../viewer.ts';
import { classWords } from './class-words.ts';
import type { Incident } from './incident.ts';
import type { IncidentWords } from './incident-words.ts';

/** The report of a breach to the authority, with what L91 23 and D356 28 ask for. */
export interface AuthorityReport {
  readonly article: string;
  readonly incidentId: string;
  readonly madeAt: string;
  readonly controller: {
    readonly name: string;
    readonly address?: string;
    readonly phone?: string;
    readonly email: string;
  };
  readonly discoveredAt: string;
  readonly dueAt: string;
  /** Given when it is later than that. */
  readonly lateReason?: string;
  readonly nature: string;
  readonly place: string;
  readonly parties: string;
  readonly dataTypes: readonly string[];
  /** Data subjects, as counted from the audit trail; null before that. */
  readonly affected: number | null;
  /** Whose acts, and when: as the audit trail names them. */
  readonly window: { readonly from: string; readonly until: string } | null;
  readonly consequences: string;
  readonly measures: string;
  readonly subjectsToldAt: string | null;
  /** Under which number the authority took it. */
  readonly receipt?: string;
}

export function authorityReport(
  incident: Incident,
  words: IncidentWords,
  { sender, language, now }: { readonly sender: Sender; readonly language: Language; readonly now: Date },
): AuthorityReport {
  const { name, postalAddress, phone, email } = sender;
  const { nature, place, parties, consequences, measures, lateReason, receipt } = words;
  const { window } = incident;
  return {
    article: law.incidentReport.article,
    incidentId: incident.id,
    madeAt: now.toISOString(),
    controller: {
      name,
      ...(postalAddress !== undefined && { address: postalAddress }),
      ...(phone !== undefined && { phone }),
      email,
    },
    discoveredAt: incident.discoveredAt,
    dueAt: incident.reportDueAt,
    ...(lateReason !== undefined && { lateReason }),
    ...{ nature, place, parties },
    dataTypes: incident.classes.map((dataClass) => classWords[dataClass][language]),
    affected: incident.affectedCount ?? null,
    window: window ? { from: window.from, until: window.until } : null,
    ...{ consequences, measures },
    subjectsToldAt: incident.notifiedAt ?? null,
    ...(receipt !== undefined && { receipt }),
  };
}

/** The same to read and to sign: a heading, then each thing under its name. */
export function reportText(report: AuthorityReport, language: Language): string {
  const words = wording[language];
  const { controller, window } = report;
  const lines: readonly (readonly [string, string | undefined])[] = [
    [words.controller, Object.values(controller).join('\n')],
    [words.discoveredAt, instant(report.discoveredAt, language)],
    [words.madeAt, instant(report.madeAt, language)],
    [words.lateReason, report.lateReason],
    [words.nature, report.nature],
    [
      words.window,
      window && `${instant(window.from, language)} - ${instant(window.until, language)}`,
    ] as const,
    [words.place, report.place],
    [words.parties, report.parties],
    [words.dataTypes, report.dataTypes.join('\n')],
    [words.affected, report.affected === null ? words.notCounted : String(report.affected)],
    [words.consequences, report.consequences],
    [words.measures, report.measures],
    [words.told, report.subjectsToldAt === null ? words.notTold : instant(report.subjectsToldAt, language)],
    [words.receipt, report.receipt],
  ].map(([name, said]) => [name ?? '', said ?? undefined] as const);
  // Numbered as they stand there: a report to an authority with a gap looks as if something had been taken out.
  const sections = lines
    .filter(([, said]) => said !== undefined)
    .map(([name, said], n) => `${n + 1}. ${name}\n${said}`);
  return [words.title, `${report.article} · ${report.incidentId}`, ...sections, words.signed].join('\n\n');
}

/** `14:30 22/11/2026 (UTC+7)` in both languages: a date of a document is not to be read two ways. */
function instant(at: string, language: Language): string {
  const local = after(at, { hours: law.utcOffsetHours });
  const [day = '', time = ''] = local.split('T');
  const date = language === 'vi' ? day.split('-').reverse().join('/') : day;
  return `${time.slice(0, 5)} ${date} (UTC+${law.utcOffsetHours})`;
}

const wording = {
  vi: {
    title: 'THÔNG BÁO VI PHẠM QUY ĐỊNH VỀ BẢO VỆ DỮ LIỆU CÁ NHÂN',
    controller: 'Bên kiểm soát dữ liệu cá nhân',
    discoveredAt: 'Thời điểm phát hiện',
    madeAt: 'Thời điểm lập thông báo',
    lateReason: 'Lý do thông báo chậm',
    nature: 'Hành vi, diễn biến',
    window: 'Thời gian xảy ra',
    place: 'Địa điểm, hệ thống',
    parties: 'Tổ chức, cá nhân liên quan',
    dataTypes: 'Loại dữ liệu cá nhân',
    affected: 'Số lượng chủ thể dữ liệu bị ảnh hưởng',
    consequences: 'Hậu quả, thiệt hại',
    measures: 'Biện pháp đã và sẽ thực hiện',
    told: 'Đã thông báo cho chủ thể dữ liệu lúc',
    receipt: 'Số tiếp nhận của cơ quan',
    notCounted: 'đang xác định',
    notTold: 'chưa thông báo',
    signed: 'Người lập (ký, ghi rõ họ tên):',
  },
  en: {
    title: 'REPORT OF A BREACH OF PERSONAL DATA',
    controller: 'Controller of the personal data',
    discoveredAt: 'Discovered',
    madeAt: 'Report made',
    lateReason: 'Why it is late',
    nature: 'What happened',
    window: 'When it happened',
    place: 'Place, system',
    parties: 'Organisations and persons concerned',
    dataTypes: 'Types of personal data',
    affected: 'Data subjects affected',
    consequences: 'Consequences',
    measures: 'Measures taken and to be taken',
    told: 'Data subjects told',
    receipt: 'Number given by the authority',
    notCounted: 'being counted',
    notTold: 'not yet',
    signed: 'Made by (signature, name):',
  },
} as const;
