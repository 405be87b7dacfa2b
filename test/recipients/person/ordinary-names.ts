/**
 * Given and family names that are ordinary in eleven cultures of Britain; each pair of them is an
 * invented person.
 */
const ORDINARY_NAMES: Readonly<Record<string, { readonly given: string; readonly family: string }>> = {
  Welsh: {
    given: 'Siân Dafydd Angharad Rhys Bronwen Gethin Llinos Iorwerth Mair Emyr Eluned Huw Nia Gwilym Carys Ieuan',
    family: 'Prys Llwyd ap|Gwilym Prydderch Bowen Ŵyn Gruffydd Morgan Rhydderch Pugh Tudor Ellis Vaughan Maddocks',
  },
  Irish: {
    given: 'Aoife Niamh Séamus Ciarán Máire Eoghan Siobhán Pádraig Gráinne Declan Orla Fionn Bríd Conor',
    family: 'O’Brien Ní|Bhriain Murphy Mac|Cárthaigh Doyle Ó|Súilleabháin Walsh Byrne O’Dowd Gallagher Keane Flynn',
  },
  'Scottish Gaelic': {
    given: 'Seumas Mòrag Iain Catrìona Ruairidh Eilidh Alasdair Mairead Coinneach Peigi Dòmhnall Ishbel',
    family: 'MacLeòid NicDhòmhnaill MacDonald Campbell Mackenzie MacNeil Morrison Fraser Munro Farquhar Urquhart',
  },
  Polish: {
    given: 'Łukasz Małgorzata Agnieszka Paweł Zuzanna Krzysztof Jadwiga Stanisław Wiesław Bożena Grzegorz Ewa',
    family: 'Wójcik Kowalska Nowak Szczęsny Dąbrowski Lis Zielińska Wiśniewski Krawczyk Mazur Gołąb Sikora',
  },
  Pakistani: {
    given: 'Ayesha Imran Farida Bilal Nadia Tariq Saima Zubair Rukhsana Khalid Shazia Usman Asma Waqar',
    family: 'Khan Iqbal Hussain Malik Akhtar Mirza Qureshi Chaudhry Bibi Rashid Mahmood Sheikh Bhatti Dar',
  },
  Bengali: {
    given: 'Rahima Shafiqul Nasrin Abdul|Karim Tasnim Rezaul Farzana Mizanur Sultana Habib Ruksana Jamal',
    family: 'Begum Islam Chowdhury Miah Ahmed Uddin Rahman Khatun Haque Ali Das Sen Ghosh Banerjee',
  },
  Nigerian: {
    given: 'Oluwaseun Nkechi Olúwaṣẹ́gun Chinedu Folake Emeka Yetunde Ifeanyi Adaeze Tunde Ngozi Babatunde',
    family: 'Adeyemi Obi Okonkwo Eze Balogun Nwosu Ogunleye Adebayo Okafor Bello Danjuma Abayomi',
  },
  Chinese: {
    given: 'Wei Mei|Ling Xiaoming Lai|Wah Jing Ka-Shing Hui Yuk|Lan Zhihao Min Siu|Ming Yan',
    family: 'Ng Wong Chan Li Zhang Leung Ho Chow Xu Ma Lau Cheung Tsang Yip',
  },
  Tamil: {
    given: 'Priya Arjun Kavitha Suresh Lakshmi Anand Meena Karthik Revathi Murugan Selvi Vijay',
    family: 'Rajan Subramaniam Krishnan Sivakumar Nadarajah Pillai Iyer Selvarajah Ganesan Thevar Raman',
  },
  Greek: {
    given: 'Eleni Yiannis Maria Kostas Despina Andreas Sotiris Chrystalla Panayiotis Katerina Nikos Androulla',
    family: 'Papadopoulos Georgiou Christou Nicolaou Ioannou Demetriou Hadjigeorgiou Kyriacou Pavlou Stavrou',
  },
  English: {
    given: 'Margaret Jo Tracey-Ann Derek Priscilla Dean Frances Basil May Grace Robin Kim Piers Zachary Mark Will',
    family: 'Featherstonehaugh Ash Oakes Branch Bishop Dean Cannon King Abbott Chambers Parsons Major Clark St|John',
  },
};

/** The two parts of every such name; a part of several words is written with spaces. */
export function ordinaryNames(): readonly {
  readonly culture: string;
  readonly given: string;
  readonly family: string;
}[] {
  const words = (text: string): readonly string[] => text.split(' ').map((word) => word.replaceAll('|', ' '));
  return Object.entries(ORDINARY_NAMES).flatMap(([culture, { given, family }]) =>
    words(given).flatMap((first) => words(family).map((last) => ({ culture, given: first, family: last }))),
  );
}
