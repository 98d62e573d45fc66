/** Rows of machine events for tests, as the programs write them. */
export const l2tcsv = [
  'date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra',
  '11/20/2026,22:14:05,UTC,M...,LOG,VPN,Content Modification Time,maint,vpn01,login,maintenance account logged in,2,OS:/var/log/vpn,-,-,text/vpn,ip: 203.0.113.7',
  '11/24/2026,02:10:00,JST,M...,EVT,WinEVTX,Creation Time,-,FS-03,4688,vssadmin delete shadows,2,OS:C:/evtx,-,-,winevtx,-',
  '11/24/2026,25:10:00,UTC,M...,EVT,WinEVTX,Creation Time,-,FS-03,x,clock of nowhere,2,OS:C:/evtx,-,-,winevtx,-',
].join('\n');

export const jsonLine = [
  {
    __container_type__: 'event',
    data_type: 'syslog:line',
    date_time: { __class_name__: 'TimeElements', time_elements_tuple: [2026, 11, 24, 2, 10, 0] },
    hostname: 'fs-03',
    message: 'sshd: Accepted password for root',
    timestamp: 1_795_486_200_000_000,
    timestamp_desc: 'Content Modification Time',
    pathspec: { __type__: 'PathSpec', location: '/var/log/auth.log' },
  },
]
  .map((row) => JSON.stringify(row))
  .join('\n');

export const timesketchCsv = [
  '"message","timestamp","datetime","timestamp_desc","data_type"',
  '"a, ""quoted"" one","123456789","2026-11-24T02:10:00+09:00","Write time","fs:stat"',
].join('\r\n');

export const generic = ['日付;時刻;内容;機器', '2026/11/24;2:10:00;共有フォルダに接続;FS-03', ';;;'].join('\n');
